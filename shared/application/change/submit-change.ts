import { actorOf, type Caller } from '../../domain/access.ts';
import { noticeRefusal } from '../../domain/approval/policy-terms.ts';
import type { AssessingChange, Change, ChangeWindow, DraftChange } from '../../domain/change/change.ts';
import { fitFor, moved } from '../../domain/change/change-transitions.ts';
import { type Conflict, isBlocking } from '../../domain/change/conflict.ts';
import { isOffer, offeredTimes, plannedWindow } from '../../domain/change/window-offer.ts';
import { conflict, DomainError, isDomainError } from '../../domain/errors.ts';
import type { Reservation } from '../../domain/reservation/reservation.ts';
import { onFreshRows } from '../../domain/store.ts';
import { nameReferences } from '../naming/name-references.ts';
import { type ApprovalWrites, approvalFields, approvalWrites } from './ask-for-approval.ts';
import { assessFields } from './assess-fields.ts';
import { withResponsible } from './change-authors.ts';
import { assertPart, type ChangeContext, type SubmitContext } from './context.ts';
import { findConflicts, reservationOf } from './find-conflicts.ts';
import { requesterOf, windowFault } from './settle-fields.ts';
import { tooWideError } from './walk-scope.ts';

/** The result of a submission: the change, the writes of the frozen scope, which come first, and the writes that go with the change. */
interface Submission extends ApprovalWrites {
  readonly change: AssessingChange;
}

/** The message names no number: a change that is created and submitted in one call is not stored if it is refused. */
const windowRequired =
  'a change needs a window before it is submitted, such as {"start": "2026-11-28T22:00:00Z", "end": "2026-11-29T00:00:00Z"}';

/** The window of a change that is submitted now. @throws DomainError conflict if it has none, or if it is not valid any more */
const windowOf = ({ clock }: ChangeContext, change: DraftChange): ChangeWindow => {
  if (!change.window) throw conflict('change/window-required', windowRequired, '/window');
  const now = clock.now();
  const fault = windowFault(change.window, now);
  if (fault) throw conflict(fault.code, fault.detail, fault.pointer);
  return plannedWindow(change.window, now);
};

/** The people of a draft. Who submits a draft that Quiesce made becomes its requester, and implements it unless somebody else does. */
const submitters = async (
  context: ChangeContext,
  draft: DraftChange,
  caller: Caller,
): Promise<Pick<AssessingChange, 'requester' | 'implementer'>> => {
  const requester = draft.requester ?? (await requesterOf(context)(caller, undefined));
  return { requester, implementer: draft.implementer ?? requester };
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
 * Checks a draft and prepares its submission (H1): window, risk, policy, approvers, conflicts and scope. It writes nothing. The caller freezes the
 * scope: it writes the chunks of the scope first, and then the change with their digest.
 * `isStarting`: the work begins at once, so a window of a length has its times, and is compared with others.
 * @throws DomainError conflict if the draft cannot be submitted
 */
export const judgeSubmission =
  (context: SubmitContext) =>
  async (found: DraftChange, caller: Caller, isStarting = false): Promise<Submission> => {
    const { clock, ids } = context;
    const people = await submitters(context, found, caller);
    const draft = { ...found, ...people };
    const window = windowOf(context, draft);
    const assessment = await assessFields(context)({ ...draft, ...withResponsible(draft, caller) });
    const shortNotice = noticeRefusal(assessment.policy, window.start, clock.now());
    const isEmergency = draft.type === 'emergency';
    // An emergency has no notice, and may begin now.
    if (shortNotice && !isEmergency) throw shortNotice;
    const windowId = ids.next();
    const isBeginning = isStarting || isEmergency;
    const { start, end } = isBeginning ? offeredTimes(window, clock.now()) : window;
    const wanted = reservationOf(draft, { start, end, suppress: window.suppress }, windowId, assessment.footprint);
    assertReservable(context, wanted);
    const { pinned, services } = assessment;
    const conflicts = isOffer(window) && !isBeginning ? [] : await findConflicts(context)({ ...draft, pinned }, { wanted, services });
    if (!isEmergency) assertUnopposed(conflicts);

    const now = clock.now();
    const asked = approvalFields({ ...assessment, revision: draft.revision, window, windowId }, now);
    const change = moved(draft, 'submit', { ...asked, ...people, conflicts, submittedAt: now, ...withResponsible(draft, caller) }, now);
    return { change, ...approvalWrites(context, change, { ...assessment, actor: actorOf(caller) }) };
  };

/**
 * Submits a draft. If the submission is refused, the draft does not change.
 * @throws DomainError conflict `change/not-draft` and all errors of `judgeSubmission`; forbidden `change/not-yours`
 */
export const submitChange =
  (context: SubmitContext) =>
  (id: string, caller: Caller, dryRun = false) =>
    onFreshRows(async (): Promise<Change> => {
      const { changes, store } = context;
      const found = await changes.get(id);
      assertPart(found, caller, 'requester');
      const draft = fitFor(found, 'submit');
      const { change, scope, writes } = await judgeSubmission(context)(draft, caller);
      if (dryRun) return change;
      await store.writeOnce(scope);
      await nameReferences(context)('change', change, draft);
      await store.commit([...changes.save(change, draft), ...writes]);
      return change;
    });
