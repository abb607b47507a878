import { noticeRefusal } from '../../domain/approval/policy-terms.ts';
import type { AssessingChange, DraftChange, WalkingChange } from '../../domain/change/change.ts';
import type { ChangeWindow } from '../../domain/change/change-core.ts';
import { type Conflict, isBlocking } from '../../domain/change/conflict.ts';
import { isOffer, offeredTimes, plannedWindow } from '../../domain/change/window-offer.ts';
import { conflict, DomainError, isDomainError } from '../../domain/errors.ts';
import type { Reservation } from '../../domain/reservation/reservation.ts';
import { approvalFields } from './ask-for-approval.ts';
import { assessFields } from './assess-fields.ts';
import type { ChangeContext, SubmitContext } from './context.ts';
import { findConflicts, reservationOf } from './find-conflicts.ts';
import { windowFault } from './settle-fields.ts';
import { tooWideError } from './walk-scope.ts';

/** A draft that is submitted, or a change whose walk outlasted the request that submitted it. */
type JudgedChange = (DraftChange | WalkingChange) & Pick<AssessingChange, 'requester' | 'implementer'>;

/** The message names no number: a change that is created and submitted in one call is not stored if it is refused. */
const windowRequired =
  'a change needs a window before it is submitted, such as {"start": "2026-11-28T22:00:00Z", "end": "2026-11-29T00:00:00Z"}';

/** The window of a change that is submitted now. @throws DomainError conflict if it has none, or if it is not valid any more */
const windowOf = ({ clock }: ChangeContext, { window }: JudgedChange): ChangeWindow => {
  if (!window) throw conflict('change/window-required', windowRequired, '/window');
  const now = clock.now();
  const fault = windowFault(window, now);
  if (fault) throw conflict(fault.code, fault.detail, fault.pointer);
  return plannedWindow(window, now);
};

/** @throws DomainError conflict `change/conflict`, which names each conflict that blocks the change */
const assertUnopposed = (conflicts: readonly Conflict[]): void => {
  const blocking = conflicts.filter(isBlocking);
  const [first] = blocking;
  if (!first) return;
  const errors = blocking.map(({ kind, detail }) => ({ pointer: '/window', code: `conflict/${kind}`, detail }));
  throw new DomainError('conflict', 'change/conflict', `${first.detail}; choose another time, or have the conflict overridden`, { errors });
};

/** @throws DomainError conflict `scope/too-wide` if the redundancy groups around the scope need more room than the rows of a reservation have */
const assertReservable = ({ reservations }: ChangeContext, wanted: Reservation): void => {
  try {
    reservations.save(wanted);
  } catch (error) {
    if (!isDomainError(error) || error.kind !== 'too-large') throw error;
    throw tooWideError('the CIs in scope are in too many redundancy groups');
  }
};

/**
 * Judges a submission (H1): window, risk, policy, approvers, conflicts and scope. It writes nothing.
 * `isStarting`: the work begins at once, so a window of a length has its times, and is compared with others.
 * @returns the fields of the submitted change, and what they were assessed with
 * @throws DomainError conflict if the change cannot be submitted
 */
export const judgeSubmission =
  (context: SubmitContext) =>
  async (judged: JudgedChange, isStarting = false) => {
    const { clock, ids } = context;
    const { revision, type, submittedAt = clock.now() } = judged;
    const window = windowOf(context, judged);
    const assessment = await assessFields(context)(judged);
    const shortNotice = noticeRefusal(assessment.policy, window.start, submittedAt);
    const isEmergency = type === 'emergency';
    // An emergency has no notice, and may begin now.
    if (shortNotice && !isEmergency) throw shortNotice;
    const windowId = ids.next();
    const isBeginning = isStarting || isEmergency;
    const { start, end } = isBeginning ? offeredTimes(window, clock.now()) : window;
    const wanted = reservationOf(judged, { start, end, suppress: window.suppress }, windowId, assessment.footprint);
    assertReservable(context, wanted);
    const { pinned, services } = assessment;
    const conflicts = isOffer(window) && !isBeginning ? [] : await findConflicts(context)({ ...judged, pinned }, { wanted, services });
    if (!isEmergency) assertUnopposed(conflicts);
    const asked = approvalFields({ ...assessment, revision, window, windowId }, clock.now());
    return { fields: { ...asked, conflicts }, assessment };
  };
