import { html } from 'hono/html';
import type { DecisionForm } from '../../shared/application/approval/decide-by-link.ts';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import { type DecisionChoice, longestReason } from '../../shared/domain/approval/approval.ts';
import { approvalDigest } from '../../shared/domain/approval/digest.ts';
import type { Piece } from '../../shared/pages/page.ts';
import { choice, codeFields, codeIntroduction } from './code-fields.ts';

const choices: Readonly<Record<DecisionChoice, string>> = {
  approve: 'Approve',
  reject: 'Reject (a reason is required)',
  abstain: 'Abstain',
};

export const emptyForm: DecisionForm = { code: '', decision: '', reason: '', revision: '', digest: '' };

/** The form for both steps: to request a code, and to decide. Opening the page decides nothing (P5). */
export const decisionForm = (
  view: ApprovalView,
  token: string,
  typed: DecisionForm,
  isCodeMailed = false,
): Piece => html`<h2>Your decision</h2>
${codeIntroduction('decide', view.reader.email)}
<form method="post" action="/approvals/${token}/decision" autocomplete="off">
<input type="hidden" name="revision" value="${view.change.revision}">
<input type="hidden" name="digest" value="${approvalDigest(view.change)}">
<fieldset><legend>Decision</legend>
${Object.entries(choices).map(([decision, label]) => choice('decision', decision, label, typed.decision))}
</fieldset>
<label for="reason">Reason</label>
<textarea id="reason" name="reason" rows="4" maxlength="${String(longestReason)}">
${typed.reason}</textarea>
${codeFields({ code: typed.code, codePath: `/approvals/${token}/code`, label: 'Decide', isCodeMailed })}
</form>
<p>You can also decide with the API, if you are signed in: <code>POST /v1/changes/${view.change.number}/decisions</code></p>`;
