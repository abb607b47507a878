import { html } from 'hono/html';
import type { readRecord } from '../../shared/application/change/read-record.ts';
import { millis } from '../../shared/domain/clock.ts';
import { inUtc, readableLength } from '../../shared/domain/readable-time.ts';
import { durationMillis } from '../../shared/domain/values.ts';
import { type Piece, page } from '../../shared/pages/page.ts';
import { list, prose, section, term } from '../../shared/pages/pieces.ts';

type ChangeRecord = Awaited<ReturnType<ReturnType<typeof readRecord>>>;
type ShownChange = ChangeRecord['change'];

/** A term with a time, if there is one. */
const timeTerm = (name: string, at: string | undefined): Piece => (at === undefined ? undefined : term(name, inUtc(at)));

const nameOr = (name: string | undefined, id: string | undefined): string => name ?? id ?? 'nobody yet';

/** A value of a field as text. */
const valueText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

const listSection = (heading: string, entries: readonly Piece[], none: string): Piece =>
  section(heading, entries.length === 0 ? html`<p>${none}</p>` : list(entries));

/** The times of a window as text: those that were agreed or used, or the length of one that was never started. */
const windowTimes = ({ start, end, length, mode }: NonNullable<ShownChange['window']>): string =>
  start === undefined || end === undefined
    ? `${readableLength(durationMillis(length ?? 'PT0S'))} from the start of the work`
    : `${inUtc(start)} to ${inUtc(end)} (${readableLength(millis(end) - millis(start))}, ${mode})`;

const windowTerms = ({ window }: ShownChange): Piece =>
  window
    ? html`${term('Window', windowTimes(window))}
${term('Agreed downtime', window.agreedDowntime ?? 'the whole window')}`
    : undefined;

const summary = (change: ShownChange): Piece => html`<section><dl>
${term('Status', `${change.status}${change.onHold ? ', on hold' : ''}`)}
${term('Type', change.type)}
${term('Requested by', nameOr(change.requesterName, change.requester))}
${term('Implemented by', nameOr(change.implementerName, change.implementer))}
${change.risk ? term('Risk', change.risk) : undefined}
${term('Items', list(change.itemNames.map(({ item, name }) => nameOr(name, item))))}
${windowTerms(change)}
${timeTerm('Submitted', change.submittedAt)}
${timeTerm('Scheduled', change.scheduledAt)}
${timeTerm('Started', change.startedAt)}
${timeTerm('Finished', change.finishedAt)}
${timeTerm('Closed', change.closedAt)}
${change.review ? term('Review', `${nameOr(change.review.byName, change.review.by)}: ${change.review.note}`) : undefined}
${change.reopened ? term('Reopened', `${nameOr(change.reopened.byName, change.reopened.by)}: ${change.reopened.reason}`) : undefined}
${change.ended ? term('Ended', `${nameOr(change.ended.byName, change.ended.by)}: ${change.ended.reason}`) : undefined}
</dl></section>`;

const outcomes = ({ outcomes: list }: ShownChange): readonly Piece[] =>
  list.map(({ item, name, outcome }) => html`${nameOr(name, item)}: ${outcome}`);

const decisions = ({ items }: ChangeRecord['approvals']): readonly Piece[] =>
  items.map(
    ({ name, person, decision, decidedAt, reason }) =>
      html`${inUtc(decidedAt)}: ${nameOr(name, person)}, ${decision}${reason ? `: ${reason}` : ''}`,
  );

const alerts = ({ items }: ChangeRecord['alerts']): readonly Piece[] =>
  items.map(({ labels, state, name }) => {
    const what = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
    return html`${state}: ${what.join(', ')}${name ? ` (${name})` : ''}`;
  });

const edits = ({ edits: list }: ChangeRecord): readonly Piece[] =>
  list.map(({ at, actor, actorName, item, itemName, differences }) => {
    const texts = differences.map(({ path, from, to }) => `${path}: ${valueText(from)} → ${valueText(to)}`);
    return html`${inUtc(at)}: ${nameOr(itemName, item)}, by ${nameOr(actorName, actor)}<br>${texts.join('; ')}`;
  });

const comments = ({ comments: list }: ChangeRecord): readonly Piece[] =>
  list.map(
    ({ createdAt, by, byName, text, question }) => html`${inUtc(createdAt)}: ${nameOr(byName, by)}${question ? ' asks' : ''}: ${text}`,
  );

const events = ({ events: list }: ChangeRecord): readonly Piece[] =>
  list.map(({ time, name, actor, actorName }) => html`${inUtc(time)}: ${name}, by ${nameOr(actorName, actor)}`);

/** The record of a change as a page to print (E4). Texts of people are escaped, and nothing on it is a link. */
export const recordPage = (record: ChangeRecord): string => {
  const { change, approvals, alerts: tally, madeAt, truncated } = record;
  return page(
    `${change.number}: ${change.title}`,
    html`<h1>${change.number}: ${change.title}</h1><p>Record of ${inUtc(madeAt)}. All times are in UTC.</p>`,
    truncated ? html`<p class="notice">This change has more events, edits or comments than a record shows.</p>` : undefined,
    summary(change),
    prose('Reason', change.reason),
    prose('Plan', change.plan),
    prose('Test plan', change.testPlan),
    prose('Back-out plan', change.backOutPlan),
    listSection('Decisions', decisions(approvals), 'Nobody has decided.'),
    html`<p>${approvals.given} of ${approvals.needed} approvals.</p>`,
    listSection('Outcomes', outcomes(change), 'No outcome is recorded.'),
    listSection(`Alerts: ${tally.quiet} suppressed`, alerts(tally), 'No alert was suppressed.'),
    listSection('What was changed under it', edits(record), 'Nothing in the register was changed under it.'),
    listSection('Comments', comments(record), 'Nobody has commented.'),
    listSection('Events', events(record), 'There are no events.'),
  );
};
