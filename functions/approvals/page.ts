import { html } from 'hono/html';
import type { DecisionForm } from '../../shared/application/approval/decide-by-link.ts';
import type { ApprovalView } from '../../shared/application/approval/read-approval.ts';
import type { DomainError } from '../../shared/domain/errors.ts';
import { readableTime } from '../../shared/domain/readable-time.ts';
import { alarm, notice, type Piece, page } from '../../shared/pages/page.ts';
import { changeSection } from './change-section.ts';
import { decisionForm, emptyForm } from './decision-form.ts';

interface Rendering {
  readonly view: ApprovalView;
  readonly token: string;
  /** What was typed, for a form that is shown again. */
  readonly typed?: DecisionForm | undefined;
  /** Why the form is shown again. */
  readonly problem?: DomainError | undefined;
  /** What was done. */
  readonly done?: string;
}

const said = { approve: 'You approved', reject: 'You rejected', abstain: 'You abstained from' } as const;

const ownDecision = ({ own, change, reader }: ApprovalView): Piece =>
  own
    ? html`<p class="notice" role="status">${said[own.decision]} ${change.number} at ${readableTime(own.decidedAt, reader.zone)}.</p>`
    : undefined;

/** The reader's own decision is shown in its place, since it says more. */
const closedNotice = ({ closed }: ApprovalView): Piece =>
  closed && closed.code !== 'approval/already-decided' ? notice(closed.message) : undefined;

/** The approver's page: what happened, the change, and the form where it can be decided (P5). */
export const approvalPage = ({ view, token, typed, problem, done }: Rendering): string => {
  const { change, closed } = view;
  return page(
    `${change.number}: ${change.title}`,
    done === undefined ? undefined : notice(done),
    problem && problem.code !== closed?.code ? alarm(problem) : undefined,
    ownDecision(view),
    closedNotice(view),
    changeSection(view),
    closed ? undefined : decisionForm(view, token, typed ?? emptyForm),
  );
};
