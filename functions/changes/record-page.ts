import { html } from 'hono/html';
import { inUtc } from '../../shared/domain/readable-time.ts';
import { type Piece, page } from '../../shared/pages/page.ts';
import { prose } from '../../shared/pages/pieces.ts';
import { recordDecisions } from './record-decisions.ts';
import { listSection, nameOr, type RecordedChange, type ShownChange } from './record-pieces.ts';
import { recordSummary } from './record-summary.ts';

/** A value of a field as text. */
const valueText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

/** An outcome with its note, and how it affects services (H8). */
const outcomes = ({ outcomes: all }: ShownChange): readonly Piece[] =>
  all.map(({ item, name, outcome, note, services = [] }) => {
    const affected = services.map((each) => `${nameOr(each.name, each.service)} is ${each.state}`);
    return html`${nameOr(name, item)}: ${outcome}${note ? `: ${note}` : ''}${affected.length > 0 ? ` (${affected.join(', ')})` : ''}`;
  });

const alerts = ({ items }: RecordedChange['alerts']): readonly Piece[] =>
  items.map(({ labels, state, name }) => {
    const what = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
    return html`${state}: ${what.join(', ')}${name ? ` (${name})` : ''}`;
  });

const edits = ({ edits: list }: RecordedChange): readonly Piece[] =>
  list.map(({ at, actor, actorName, item, itemName, differences }) => {
    const texts = differences.map(({ path, from, to }) => `${path}: ${valueText(from)} → ${valueText(to)}`);
    return html`${inUtc(at)}: ${nameOr(itemName, item)}, by ${nameOr(actorName, actor)}<br>${texts.join('; ')}`;
  });

const comments = ({ comments: list }: RecordedChange): readonly Piece[] =>
  list.map(
    ({ createdAt, by, byName, text, question }) => html`${inUtc(createdAt)}: ${nameOr(byName, by)}${question ? ' asks' : ''}: ${text}`,
  );

const events = ({ events: list }: RecordedChange): readonly Piece[] =>
  list.map(({ time, name, actor, actorName }) => html`${inUtc(time)}: ${name}, by ${nameOr(actorName, actor)}`);

/** The record of a change as a page to print (E4). Texts of people are escaped, and nothing on it is a link. */
export const recordPage = (record: RecordedChange): string => {
  const { change, alerts: tally, madeAt, truncated } = record;
  return page(
    `${change.number}: ${change.title}`,
    html`<h1>${change.number}: ${change.title}</h1><p>Record of ${inUtc(madeAt)}. All times are in UTC.</p>`,
    truncated ? html`<p class="notice">This change has more events, edits or comments than a record shows.</p>` : undefined,
    recordSummary(change),
    prose('Reason', change.reason),
    prose('Plan', change.plan),
    prose('Test plan', change.testPlan),
    prose('Back-out plan', change.backOutPlan),
    recordDecisions(record),
    listSection('Outcomes', outcomes(change), 'No outcome is recorded.'),
    listSection(`Alerts: ${tally.quiet} suppressed`, alerts(tally), 'No alert was suppressed.'),
    listSection('What was changed under it', edits(record), 'Nothing in the register was changed under it.'),
    listSection('Comments', comments(record), 'Nobody has commented.'),
    listSection('Events', events(record), 'There are no events.'),
  );
};
