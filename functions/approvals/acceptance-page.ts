import { html } from 'hono/html';
import type { AcceptanceForm } from '../../shared/application/assignment/answer-by-link.ts';
import type { AcceptanceView } from '../../shared/application/assignment/read-acceptance.ts';
import { readableTime } from '../../shared/domain/readable-time.ts';
import { alarm, notice, type Piece, page } from '../../shared/pages/page.ts';
import { termIf } from '../../shared/pages/pieces.ts';
import { choice, codeFields, codeIntroduction, formMessages } from './code-fields.ts';
import type { FormState } from './link-page.ts';

const joined = (...words: readonly (string | undefined)[]): string => words.filter((word) => word !== undefined).join(' ');

const assetSection = ({ asset, assignment, reader }: AcceptanceView): Piece => html`<h1>${asset.name}</h1>
<section><dl>
${termIf('Asset tag', asset.assetTag)}
${termIf('Model', joined(asset.brand, asset.model))}
${termIf('Serial number', asset.serialNumber)}
${termIf('Assigned to you', readableTime(assignment.assignedAt, reader.zone))}
${termIf('To be returned by', assignment.dueDate)}
${termIf('Note', assignment.note && html`<span class="prose">${assignment.note}</span>`)}
</dl></section>`;

/** What the holder has answered. */
const ownAnswer = ({ assignment: { answeredAt, acceptance }, reader }: AcceptanceView): Piece =>
  answeredAt === undefined ? undefined : notice(`you have ${acceptance} it at ${readableTime(answeredAt, reader.zone)}`);

/** Why the holder cannot answer. It is left out if they have answered, because the answer itself is shown. */
const closedNotice = ({ closed }: AcceptanceView): Piece =>
  closed && closed.code !== 'assignment/answered' ? notice(closed.message) : undefined;

const emptyForm: AcceptanceForm = { code: '', answer: '' };

const answerForm = (
  { asset, assignment, reader }: AcceptanceView,
  token: string,
  { typed = emptyForm, done, problem }: FormState<AcceptanceForm>,
): Piece => {
  const isCodeMailed = done !== undefined;
  const isBegun = isCodeMailed || problem !== undefined;
  return html`<form method="post" action="/acceptances/${token}/answer" autocomplete="off">
<h2>Your answer</h2>
${formMessages(done, problem)}
<fieldset class="choices"><legend>Do you have it?</legend>
${choice('answer', 'accept', 'Accept: I have it', typed.answer)}
${choice('answer', 'decline', 'Decline: I did not get it, or do not want it', typed.answer)}
</fieldset>
${isCodeMailed ? undefined : codeIntroduction('answer', reader.email)}
${codeFields({ code: typed.code, codePath: `/acceptances/${token}/code`, label: 'Answer', isBegun, isCodeMailed, problem })}
<p class="muted">You can also answer with the API, if you are signed in: <code>POST /v1/assets/${asset.id}/assignments/${assignment.id}/accept</code></p>
</form>`;
};

const closedMessages = (view: AcceptanceView, { problem, done }: FormState<AcceptanceForm>): readonly Piece[] => [
  done === undefined ? undefined : notice(done),
  problem && problem.code !== view.closed?.code ? alarm(problem) : undefined,
  ownAnswer(view),
  closedNotice(view),
];

/** The page on which the holder of an asset accepts or declines it (A2): messages, the asset, and the form while they can answer. */
export const acceptancePage = (view: AcceptanceView, token: string, state: FormState<AcceptanceForm>): string =>
  page(
    view.asset.name,
    ...(view.closed ? closedMessages(view, state) : []),
    assetSection(view),
    view.closed ? undefined : answerForm(view, token, state),
  );
