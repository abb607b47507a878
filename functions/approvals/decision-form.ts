import { html } from 'hono/html';
import type { DecisionForm } from '../../shared/application/approval/decide-by-link.ts';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import { type DecisionChoice, longestReason } from '../../shared/domain/approval/approval.ts';
import { approvalDigest } from '../../shared/domain/approval/digest.ts';
import type { Piece } from '../../shared/pages/page.ts';

const choices: Readonly<Record<DecisionChoice, string>> = {
  approve: 'Approve',
  reject: 'Reject (a reason is required)',
  abstain: 'Abstain',
};

export const emptyForm: DecisionForm = { code: '', decision: '', reason: '', revision: '', digest: '' };

const choice = (decision: string, label: string, selected: string): Piece =>
  html`<label><input type="radio" name="decision" value="${decision}"${decision === selected ? html` checked` : undefined}> ${label}</label>`;

/**
 * The form for both steps: to request a code, and to decide. It is one form, so that the input is kept when the approver requests a code.
 * The answer to the request for a code jumps to the field for the code.
 * The Decide button comes first, so that the Enter key does not request another code. Opening the page decides nothing (P5).
 */
export const decisionForm = (
  view: ApprovalView,
  token: string,
  typed: DecisionForm,
  isCodeMailed = false,
): Piece => html`<h2>Your decision</h2>
<p>To decide, you need a six-digit code. Request it first: it is mailed to ${view.reader.email}. Your input on this page is kept.</p>
<form method="post" action="/approvals/${token}/decision" autocomplete="off">
<input type="hidden" name="revision" value="${view.change.revision}">
<input type="hidden" name="digest" value="${approvalDigest(view.change)}">
<fieldset><legend>Decision</legend>
${Object.entries(choices).map(([decision, label]) => choice(decision, label, typed.decision))}
</fieldset>
<label for="reason">Reason</label>
<textarea id="reason" name="reason" rows="4" maxlength="${String(longestReason)}">
${typed.reason}</textarea>
<label for="code">Code from the mail</label>
<input type="text" id="code" name="code" value="${typed.code}" inputmode="numeric" autocomplete="one-time-code" maxlength="12"${isCodeMailed ? html` autofocus` : undefined}>
<p><button type="submit">Decide</button>
<button type="submit" formaction="/approvals/${token}/code#code">Mail me a code</button></p>
</form>
<p>You can also decide with the API, if you are signed in: <code>POST /v1/changes/${view.change.number}/decisions</code></p>`;
