import { html } from 'hono/html';
import type { DecisionForm } from '../../shared/application/approval/decide-by-link.ts';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import type { DecisionChoice } from '../../shared/domain/approval/approval.ts';
import type { Piece } from '../../shared/pages/page.ts';

const choices: Readonly<Record<DecisionChoice, string>> = { approve: 'Approve', reject: 'Reject (needs a reason)', abstain: 'Abstain' };

export const emptyForm: DecisionForm = { code: '', decision: '', reason: '', revision: '' };

const choice = (verdict: string, label: string, chosen: string): Piece =>
  html`<label><input type="radio" name="decision" value="${verdict}"${verdict === chosen ? html` checked` : undefined}> ${label}</label>`;

/**
 * One form for both steps, so that asking for a code keeps what was typed. The button that decides comes first, so the Enter key decides
 * and never mails another code. Opening the page decides nothing (P5).
 */
export const decisionForm = (view: ApprovalView, token: string, typed: DecisionForm): Piece => html`<h2>Your decision</h2>
<p>To decide, you need a code of six digits, which is mailed to ${view.reader.email}. Ask for it first; what you type here is kept.</p>
<form method="post" action="/approvals/${token}/decision" autocomplete="off">
<input type="hidden" name="revision" value="${view.change.revision}">
<fieldset><legend>What do you decide?</legend>
${Object.entries(choices).map(([verdict, label]) => choice(verdict, label, typed.decision))}
</fieldset>
<label for="reason">Reason</label>
<textarea id="reason" name="reason" rows="4" maxlength="2000">
${typed.reason}</textarea>
<label for="code">Code from the mail</label>
<input type="text" id="code" name="code" value="${typed.code}" inputmode="numeric" autocomplete="one-time-code" maxlength="12">
<p><button type="submit">Decide</button>
<button type="submit" formaction="/approvals/${token}/code">Mail me a code</button></p>
</form>
<p>You can also decide by a signed-in call to the API: <code>POST /v1/changes/${view.change.number}/decisions</code></p>`;
