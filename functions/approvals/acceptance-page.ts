import { html } from 'hono/html';
import type { AcceptanceForm } from '../../shared/application/assignment/answer-by-link.ts';
import type { AcceptanceView } from '../../shared/application/assignment/read-acceptance.ts';
import { readableTime } from '../../shared/domain/readable-time.ts';
import { alarm, notice, type Piece, page } from '../../shared/pages/page.ts';
import { choice, codeFields, codeIntroduction } from './code-fields.ts';
import type { FormState } from './link-page.ts';

const term = (name: string, value: Piece): Piece => (value ? html`<dt>${name}</dt><dd>${value}</dd>` : undefined);

const joined = (...words: readonly (string | undefined)[]): string => words.filter((word) => word !== undefined).join(' ');

const assetSection = ({ asset, assignment, reader }: AcceptanceView): Piece => html`<h1>${asset.name}</h1>
<dl>
${term('Asset tag', asset.assetTag)}
${term('Model', joined(asset.brand, asset.model))}
${term('Serial number', asset.serialNumber)}
${term('Assigned to you', readableTime(assignment.assignedAt, reader.zone))}
${term('To be returned by', assignment.dueDate)}
${term('Note', assignment.note && html`<span class="prose">${assignment.note}</span>`)}
</dl>`;

/** What the holder has answered. */
const ownAnswer = ({ assignment: { answeredAt, acceptance }, reader }: AcceptanceView): Piece =>
  answeredAt === undefined ? undefined : notice(`you have ${acceptance} it at ${readableTime(answeredAt, reader.zone)}`);

/** Why the holder cannot answer. It is left out if they have answered, because the answer itself is shown. */
const closedNotice = ({ closed }: AcceptanceView): Piece =>
  closed && closed.code !== 'assignment/answered' ? notice(closed.message) : undefined;

const answerForm = ({ asset, assignment, reader }: AcceptanceView, token: string, typed: AcceptanceForm, isCodeMailed: boolean): Piece =>
  html`<h2>Your answer</h2>
${codeIntroduction('answer', reader.email)}
<form method="post" action="/acceptances/${token}/answer" autocomplete="off">
<fieldset><legend>Do you have it?</legend>
${choice('answer', 'accept', 'Accept: I have it', typed.answer)}
${choice('answer', 'decline', 'Decline: I did not get it, or do not want it', typed.answer)}
</fieldset>
${codeFields({ code: typed.code, codePath: `/acceptances/${token}/code`, label: 'Answer', isCodeMailed })}
</form>
<p>You can also answer with the API, if you are signed in: <code>POST /v1/assets/${asset.id}/assignments/${assignment.id}/accept</code></p>`;

/** The page on which the holder of an asset accepts or declines it (A2): messages, the asset, and the form while they can answer. */
export const acceptancePage = (view: AcceptanceView, token: string, { typed, problem, done }: FormState<AcceptanceForm>): string =>
  page(
    view.asset.name,
    done === undefined ? undefined : notice(done),
    problem && problem.code !== view.closed?.code ? alarm(problem) : undefined,
    ownAnswer(view),
    closedNotice(view),
    assetSection(view),
    view.closed ? undefined : answerForm(view, token, typed ?? { code: '', answer: '' }, done !== undefined),
  );
