import { html } from 'hono/html';
import type { DecisionForm } from '../../shared/application/approval/decide-by-link.ts';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import { readableTime } from '../../shared/domain/readable-time.ts';
import { alarm, notice, type Piece, page } from '../../shared/pages/page.ts';
import { changeHeader, changeSections } from './change-section.ts';
import { decisionForm, requestsForm } from './decision-form.ts';
import { editSections } from './edit-section.ts';
import { emergencyNotice } from './emergency-notice.ts';
import type { FormState } from './link-page.ts';

interface ApprovalPageInput extends FormState<DecisionForm> {
  readonly view: ApprovalView;
  readonly token: string;
}

const decisionTexts = { approve: 'You approved', reject: 'You rejected', abstain: 'You abstained from' } as const;

const ownDecision = ({ own, change, reader, giver }: ApprovalView): Piece => {
  if (own?.person !== reader.id) return undefined;
  const giverNote = own.for === undefined || giver === undefined ? '' : ` for ${giver}`;
  return html`<p class="notice" role="status">${decisionTexts[own.decision]} ${change.number}${giverNote} at ${readableTime(own.decidedAt, reader.zone)}.</p>`;
};

/** For whom a delegate decides (P3). */
const giverNotice = ({ giver, closed }: ApprovalView): Piece =>
  giver !== undefined && !closed ? notice(`you decide for ${giver}, who has delegated to you`) : undefined;

/** Why the change cannot be decided. It is left out if the reader has already decided, because the decision itself is shown. */
const closedNotice = ({ closed, own, reader, change: { number, approvalDeadline, retrospective } }: ApprovalView): Piece => {
  if (!closed || own?.person === reader.id) return undefined;
  const isUnauthorized = retrospective?.state === 'late';
  const isLate = closed.code === 'approval/deadline-passed' && approvalDeadline !== undefined && !isUnauthorized;
  return notice(isLate ? `the deadline of ${number} passed at ${readableTime(approvalDeadline, reader.zone)}` : closed.message);
};

/** What stands above the change if the reader cannot decide: what the last request did, the reader's decision, and why it is closed. */
const closedMessages = (view: ApprovalView, { problem, done }: FormState<DecisionForm>): readonly Piece[] => [
  done === undefined ? undefined : notice(done),
  problem && problem.code !== view.closed?.code ? alarm(problem) : undefined,
  ownDecision(view),
  closedNotice(view),
];

/** The approver's page (P5): messages, the change, and the decision form if the reader can decide. */
export const approvalPage = ({ view, token, ...state }: ApprovalPageInput): string => {
  const { change, closed } = view;
  return page(
    `${change.number}: ${change.title}`,
    ...(closed ? closedMessages(view, state) : [giverNotice(view)]),
    emergencyNotice(view),
    changeHeader(view),
    ...editSections(view),
    ...changeSections(view),
    closed ? undefined : decisionForm(view, token, state),
    closed && view.isLinkLive ? requestsForm(token, state, view.reader.email) : undefined,
  );
};
