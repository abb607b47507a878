import { html } from 'hono/html';
import { longestQuestion } from '../../shared/application/approval/ask-by-link.ts';
import type { DecisionForm } from '../../shared/application/approval/decide-by-link.ts';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import { type DecisionChoice, longestReason } from '../../shared/domain/approval/approval.ts';
import { approvalDigest } from '../../shared/domain/approval/digest.ts';
import type { DomainError } from '../../shared/domain/errors.ts';
import { sessionMinutes } from '../../shared/domain/mailed-link/mailed-codes.ts';
import type { Piece } from '../../shared/pages/page.ts';
import { choice, codeFields, codeIntroduction, fault, formMessages } from './code-fields.ts';
import type { FormState } from './link-page.ts';

export const choices: Readonly<Record<DecisionChoice, string>> = { approve: 'Approve', reject: 'Reject', abstain: 'Abstain' };

/** The errors that are about the field for the reason. */
export const reasonFaults = ['approval/reason-required', 'approval/reason-too-long', 'approval/reason-characters'];

export const emptyForm: DecisionForm = { code: '', decision: '', reason: '', revision: '', digest: '', question: '' };

/** The errors that are about the field for the question. */
const questionFaults = ['approval/question-missing', 'approval/question-too-long', 'approval/question-characters'];

/** A question to the requester, with a button of its own. The code in the form proves who asks. */
const questionFields = (token: string, question: string, problem: DomainError | undefined): Piece => {
  const isAtFault = questionFaults.includes(problem?.code ?? '');
  return html`<details${question !== '' || isAtFault ? html` open` : undefined}><summary>Ask a question first</summary>
<label for="question">Question to the requester</label>
<textarea id="question" name="question" rows="2" maxlength="${String(longestQuestion)}"${fault(isAtFault)}>
${question}</textarea>
<p class="muted">It takes the code too. The answer comes by mail and stands on this page.</p>
<div class="buttons"><button type="submit" formaction="/approvals/${token}/question">Ask</button></div>
</details>`;
};

/** Opens all requests that await the reader, with the code of the form. */
const requestsButton = (token: string): Piece =>
  html`<div class="buttons"><button type="submit" formaction="/approvals/${token}/requests">Show all my requests</button></div>
<p class="muted">With the code, you see all requests that await you, for ${sessionMinutes}.</p>`;

/** The form of a page on which the reader cannot decide. It opens all requests that await the reader. */
export const requestsForm = (token: string, { typed = emptyForm, done, problem }: FormState<DecisionForm>, email: string): Piece => {
  const isCodeMailed = done !== undefined;
  return html`<form method="post" action="/approvals/${token}/requests" autocomplete="off">
<h2>Your other requests</h2>
${isCodeMailed ? undefined : codeIntroduction('see all requests that await you', email)}
${codeFields({
  ...{ code: typed.code, codePath: `/approvals/${token}/requests/code`, label: 'Show all my requests', isCodeMailed, problem },
  isBegun: isCodeMailed || problem !== undefined,
})}
</form>`;
};

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
${questionFields(token, typed.question, problem)}
${requestsButton(token)}
<p class="muted">You can also decide with the API, if you are signed in: <code>POST /v1/changes/${change.number}/decisions</code></p>
</div>
</form>`;
};
