import { html } from 'hono/html';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import type { RequestForm, RequestList } from '../../shared/application/approval/requests-by-link.ts';
import { longestReason } from '../../shared/domain/approval/approval.ts';
import { approvalDigest } from '../../shared/domain/approval/digest.ts';
import { alarm, notice, type Piece, page } from '../../shared/pages/page.ts';
import { changeSections, facts, requestedBy } from './change-section.ts';
import { choice } from './code-fields.ts';
import { choices } from './decision-form.ts';
import { editSections } from './edit-section.ts';
import type { FormState } from './link-page.ts';

/** All requests of a person. `session`: the secret with which each of the forms proves who decides. */
interface RequestsPageInput extends RequestList, FormState<RequestForm> {
  readonly token: string;
  readonly session: string;
}

/** The form of one request. Its ids end in the number of the change, because the page has several forms. */
const requestForm = ({ change, link }: ApprovalView, { token, session, typed }: RequestsPageInput): Piece => {
  const { decision, reason } = typed?.change === change.id ? typed : { decision: '', reason: '' };
  const id = `reason-${change.number}`;
  const hidden = { session, change: change.id, for: link.for ?? '', revision: String(change.revision), digest: approvalDigest(change) };
  return html`<form method="post" action="/approvals/${token}/requests/decision" autocomplete="off">
${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<fieldset class="choices row"><legend>Your decision on ${change.number}</legend>
${Object.entries(choices).map(([value, label]) => choice('decision', value, label, decision))}
</fieldset>
<label for="${id}">Reason</label>
<textarea id="${id}" name="reason" rows="2" maxlength="${String(longestReason)}" aria-describedby="${id}-hint">
${reason}</textarea>
<p class="muted" id="${id}-hint">Required for a rejection.</p>
<div class="buttons"><button type="submit" class="main">Decide on ${change.number}</button></div>
</form>`;
};

/** One request: what matters most, everything else behind a summary, and its form. Under the policy `sign-in` it has no form (P5). */
const request = (view: ApprovalView, input: RequestsPageInput): Piece => html`<article>
<h2><span class="number">${view.change.number}: </span>${view.change.title}</h2>
${facts(view)}
${requestedBy(view)}
${view.giver === undefined ? undefined : notice(`you decide for ${view.giver}, who has delegated to you`)}
<details><summary>Read ${view.change.number}</summary>
${editSections(view)}
${changeSections(view)}
</details>
${view.closed ? notice(view.closed.message) : requestForm(view, input)}
</article>`;

/** The page of all requests that await a person. Each is decided alone, with what its form shows (P7). */
export const requestsPage = (input: RequestsPageInput): string => {
  const { requests, hasMore, done, problem } = input;
  return page(
    'Your requests',
    html`<h1>Your requests</h1>`,
    done === undefined ? undefined : notice(done),
    problem && alarm(problem),
    requests.length === 0 ? html`<p>No change awaits your decision.</p>` : undefined,
    ...requests.map((view) => request(view, input)),
    hasMore ? html`<p>More requests follow after these are decided.</p>` : undefined,
  );
};
