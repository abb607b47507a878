import { html } from 'hono/html';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import { levelAsked, levelsIn } from '../../shared/domain/approval/level.ts';
import { lengthOf } from '../../shared/domain/change/window-offer.ts';
import { inZone, readableLength } from '../../shared/domain/readable-time.ts';
import type { Piece } from '../../shared/pages/page.ts';
import { list, prose, section, term } from '../../shared/pages/pieces.ts';
import { commentSection, overrideSection } from './comment-section.ts';
import { riskSection } from './risk-section.ts';
import { suppressionSection, touchedSection } from './touched-section.ts';
import { windowSection } from './window-section.ts';

/** Links as text. They are not clickable, because nobody has checked where they lead. */
const linkSection = ({ change: { links } }: ApprovalView): Piece =>
  links.length === 0 ? undefined : section('Links', list(links.map(({ rel, href }) => `${rel}: ${href}`)));

type Approvers = ApprovalView['approvers'];

/** The name of a group, and how many approvals it gives. */
const groupTerm = ({ name, quorum, external }: Approvers[number]): string =>
  `${name} (${quorum === 1 ? 'one approval' : `${quorum} approvals`}${external ? ', given in another system' : ''})`;

const groupList = (approvers: Approvers): Piece => {
  const pastTense = { approve: 'approved', reject: 'rejected', abstain: 'abstained' } as const;
  return html`<dl>${approvers.map((group) =>
    term(
      groupTerm(group),
      list(group.people.map((person) => (person.decision ? `${person.name}: ${pastTense[person.decision]}` : person.name))),
    ),
  )}</dl>`;
};

/** The groups that are asked. If there are several levels, each has a heading, and the one that is asked now is marked. */
const approversSection = ({ change, approvers }: ApprovalView): Piece => {
  const { given, needed } = change.approvals;
  const levels = levelsIn(approvers);
  const now = levelAsked(change);
  const introduction = html`<p>${given} of ${needed} approvals given. Each person gives one approval.</p>`;
  if (levels.length < 2) return section('Approvers', introduction, groupList(approvers));
  return section(
    'Approvers',
    introduction,
    ...levels.map(
      (level) =>
        html`<h3>Level ${level} of ${levels.length}${level === now ? ', asked now' : undefined}</h3>${groupList(approvers.filter((group) => group.level === level))}`,
    ),
  );
};

const riskTones: Readonly<Record<string, string>> = { low: 'good', moderate: 'warn' };

const counted = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

/** What matters most, in a few words each: the kind of change, its risk, its length, and how many CIs and conflicts it has. */
export const facts = ({ change, touched }: ApprovalView): Piece => {
  const { type, risk, window, conflicts } = change;
  return html`<ul class="facts">
<li${type === 'emergency' ? html` class="bad"` : undefined}>${type} change</li>
${risk && html`<li class="${riskTones[risk] ?? 'bad'}">${risk} risk</li>`}
${window && html`<li>${readableLength(lengthOf(window))}</li>`}
<li>${counted(touched.scope.count, 'CI', 'CIs')} in scope</li>
${conflicts.length > 0 ? html`<li class="bad">${counted(conflicts.length, 'conflict', 'conflicts')}</li>` : undefined}
</ul>`;
};

/** Who asks, and until when. */
export const requestedBy = ({ change, requester, implementer, reader, closed }: ApprovalView): Piece => {
  const byWhom = requester === implementer ? `${requester}, who also implements it` : `${requester}, implemented by ${implementer}`;
  const until =
    closed || !change.approvalDeadline ? '' : ` Your decision is needed before ${inZone(change.approvalDeadline, reader.zone)}.`;
  return html`<p>Requested by ${byWhom}.${until}</p>`;
};

/** The beginning of the page: number and title, who asks, and the facts. */
export const changeHeader = (view: ApprovalView): Piece => {
  const { change } = view;
  return html`<header><h1><span class="number">${change.number}<span class="unseen">: </span></span>${change.title}</h1>
${facts(view)}
${requestedBy(view)}</header>`;
};

/** The part of the page that describes the change (P5). */
export const changeSections = (view: ApprovalView): readonly Piece[] => {
  const { change } = view;
  return [
    windowSection(view),
    touchedSection(view),
    suppressionSection(view),
    riskSection(view),
    overrideSection(view),
    prose('Reason', change.reason),
    prose('Plan', change.plan),
    prose('Test plan', change.testPlan),
    prose('Back-out plan', change.backOutPlan),
    linkSection(view),
    commentSection(view),
    approversSection(view),
  ];
};
