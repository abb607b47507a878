import { html } from 'hono/html';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import { millis } from '../../shared/domain/clock.ts';
import { readableLength, readableTime } from '../../shared/domain/readable-time.ts';
import type { Piece } from '../../shared/pages/page.ts';
import { list, prose, term } from '../../shared/pages/pieces.ts';
import { neighbourSection } from './neighbour-section.ts';

const modes = {
  planned: 'planned: alerts are suppressed from the agreed start, whether or not the work has started',
  'start-confirmed': 'start-confirmed: alerts are suppressed only after the implementer starts',
} as const;

/** Links as text. They are not clickable, because nobody has checked where they lead. */
const linkSection = ({ change: { links } }: ApprovalView): Piece =>
  links.length === 0 ? undefined : html`<h2>Links</h2>${list(links.map(({ rel, href }) => `${rel}: ${href}`))}`;

const windowSection = ({ change, reader }: ApprovalView): Piece => {
  const { window } = change;
  if (!window) return undefined;
  return html`<h2>Window</h2><dl>
${term('From', readableTime(window.start, reader.zone))}
${term('To', readableTime(window.end, reader.zone))}
${term('Length', readableLength(millis(window.end) - millis(window.start)))}
${term('Mode', modes[window.mode])}
${term('Agreed downtime', window.agreedDowntime ?? 'the whole window')}
</dl>`;
};

/** The CIs whose alerts the window would suppress: the scope that was computed at submission, which the decision is about (H1). */
const suppressionSection = ({ change, scope }: ApprovalView): Piece => {
  const more = scope.count - scope.names.length;
  const introduction =
    change.window?.suppress === false
      ? html`<p>Nothing would be suppressed: alerts are sent as usual. The window covers:</p>`
      : html`<p>Alerts of ${scope.count === 1 ? '1 configuration item' : `${scope.count} configuration items`} would be suppressed during the window:</p>`;
  return html`<h2>What would be suppressed</h2>${introduction}${list(scope.names)}${more > 0 ? html`<p>and ${more} more</p>` : undefined}`;
};

const conflictSection = ({ change }: ApprovalView): Piece =>
  change.conflicts.length === 0
    ? undefined
    : html`<h2>Conflicts</h2>${list(change.conflicts.map(({ number, items, detail }) => detail ?? `${number} uses ${items.length === 1 ? 'one of the same items' : `${items.length} of the same items`} at the same time`))}`;

const approversSection = ({ change, approvers }: ApprovalView): Piece => {
  const { given, needed } = change.approvals;
  const pastTense = { approve: 'approved', reject: 'rejected', abstain: 'abstained' } as const;
  return html`<h2>Approvers</h2><p>${given} of ${needed} approvals given. Each person gives one approval.</p><dl>
${approvers.map(({ name, quorum, people }) =>
  term(
    quorum === 1 ? `${name} (one approval)` : `${name} (${quorum} approvals)`,
    list(people.map((person) => (person.decision ? `${person.name}: ${pastTense[person.decision]}` : person.name))),
  ),
)}</dl>`;
};

/** The part of the page that describes the change (P5). */
export const changeSection = (view: ApprovalView): Piece => {
  const { change, requester, implementer, items, reader } = view;
  return html`<h1>${change.number}: ${change.title}</h1>
<dl>
${term('Requested by', requester)}
${term('Implemented by', implementer)}
${change.risk ? term('Risk', change.risk) : undefined}
${change.approvalDeadline ? term('Decide before', readableTime(change.approvalDeadline, reader.zone)) : undefined}
${term('Changes', list(items))}
</dl>
${neighbourSection(view)}
${windowSection(view)}
${conflictSection(view)}
${suppressionSection(view)}
${prose('Reason', change.reason)}
${prose('Plan', change.plan)}
${prose('Test plan', change.testPlan)}
${prose('Back-out plan', change.backOutPlan)}
${linkSection(view)}
${approversSection(view)}`;
};
