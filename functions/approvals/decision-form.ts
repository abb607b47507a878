import { html } from 'hono/html';
import type { DecisionForm } from '../../shared/application/approval/decide-by-link.ts';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import { type DecisionChoice, longestReason } from '../../shared/domain/approval/approval.ts';
import { approvalDigest } from '../../shared/domain/approval/digest.ts';
import type { Piece } from '../../shared/pages/page.ts';
import { choice, codeFields, codeIntroduction, fault, formMessages } from './code-fields.ts';
import type { FormState } from './link-page.ts';

const choices: Readonly<Record<DecisionChoice, string>> = { approve: 'Approve', reject: 'Reject', abstain: 'Abstain' };

/** The errors that are about the field for the reason. */
const reasonFaults = ['approval/reason-required', 'approval/reason-too-long', 'approval/reason-characters'];

const emptyForm: DecisionForm = { code: '', decision: '', reason: '', revision: '', digest: '' };

/**
 * The form for both steps: to request a code, and to decide. Opening the page decides nothing (P5). On a phone, what is `later` is shown once
 * a choice was made.
 */
export const decisionForm = (
  { change, reader }: ApprovalView,
  token: string,
  { typed = emptyForm, done, problem }: FormState<DecisionForm>,
): Piece => {
  const isCodeMailed = done !== undefined;
  const isBegun = isCodeMailed || problem !== undefined;
  const isReasonAtFault = reasonFaults.includes(problem?.code ?? '');
  return html`<form method="post" action="/approvals/${token}/decision" autocomplete="off" class="decision${isBegun ? ' begun' : ''}">
<h2>Your decision</h2>
${formMessages(done, problem)}
<input type="hidden" name="revision" value="${change.revision}">
<input type="hidden" name="digest" value="${approvalDigest(change)}">
<fieldset class="choices row"><legend class="unseen">Decision</legend>
${Object.entries(choices).map(([decision, label]) => choice('decision', decision, label, typed.decision))}
</fieldset>
<div class="later">
<label for="reason">Reason</label>
<textarea id="reason" name="reason" rows="2" maxlength="${String(longestReason)}"${isReasonAtFault ? fault(true) : html` aria-describedby="reason-hint"`}>
${typed.reason}</textarea>
<p class="muted" id="reason-hint">Required for a rejection.</p>
${isCodeMailed ? undefined : codeIntroduction('decide', reader.email)}
${codeFields({ code: typed.code, codePath: `/approvals/${token}/code`, label: 'Decide', isBegun, isCodeMailed, problem })}
<p class="muted">You can also decide with the API, if you are signed in: <code>POST /v1/changes/${change.number}/decisions</code></p>
</div>
</form>`;
};
