import { closedForDecisions } from '../approval/closed-for-decisions.ts';
import { type Instant, minute, plus } from '../clock.ts';
import { conflict } from '../errors.ts';
import type { AssessingChange, Change, ChangeIn } from './change.ts';
import { type ChangeStatus, changeStatuses } from './change-values.ts';

/**
 * One transition: who can take it, under which condition, and for each status from which it is possible, the statuses to which it leads.
 */
interface Transition {
  readonly by: string;
  readonly guard: string;
  /** The part of the guard that the change and the clock decide. @default the statuses are the whole of it */
  readonly allows?: (change: Change, now: Instant) => boolean;
  readonly moves: Partial<Record<ChangeStatus, readonly ChangeStatus[]>>;
}

const requester = 'requester or change manager';
const implementer = 'requester, implementer or change manager';
const approver = 'approver';
const clock = 'workflow or sweep';

const isOpen = (change: Change, now: Instant): boolean =>
  closedForDecisions({ change, revision: change.revision, own: undefined, now }) === undefined;
const isOnHold = ({ onHold }: Change): boolean => onHold;
const isNotOnHold = ({ onHold }: Change): boolean => !onHold;
const isApproved = ({ agreedAt }: Change): boolean => agreedAt !== undefined;
const hasBegun = ({ window }: Change, now: Instant): boolean => window !== undefined && window !== null && now >= window.start;
const hasEnded = ({ window }: Change, now: Instant): boolean => window !== undefined && window !== null && now >= window.end;

/** How long after the deadline a change may still be scheduled, if the votes were given in time (T8). */
export const schedulingGrace = minute;

/** How long after the start of a planned window the implementer is reminded, if nobody has started (H11). */
export const startReminder = 15 * minute;

/** Whether a change that awaits approval lapses: unanswered at its deadline, or approved and not scheduled in the time after it (P4, T8). */
export const isTooLate = ({ approvalDeadline, agreedAt }: Change, now: Instant): boolean =>
  approvalDeadline !== undefined && now >= (agreedAt === undefined ? approvalDeadline : plus(approvalDeadline, schedulingGrace));

/** Whether the implementer of a scheduled change is reminded now: once, and never while it is on hold (H11). */
export const isReminderDue = ({ window, remindedAt, onHold }: Change, now: Instant): boolean =>
  window?.mode === 'planned' && remindedAt === undefined && !onHold && now >= plus(window.start, startReminder);

/**
 * Every transition of a change, whether by the API, a mail, the workflow or the sweep (H10). docs/changes.md has the same table, and a test
 * compares the two. The creation of a change as a draft is not a transition.
 */
export const transitions = {
  edit: {
    by: requester,
    guard: 'all fields of a draft; afterwards title, plan and links',
    moves: {
      draft: ['draft'],
      assessing: ['assessing'],
      'awaiting-approval': ['awaiting-approval'],
      scheduled: ['scheduled'],
      implementing: ['implementing'],
      'in-review': ['in-review'],
      closed: ['closed'],
      rejected: ['rejected'],
      cancelled: ['cancelled'],
      lapsed: ['lapsed'],
    },
  },
  submit: {
    by: requester,
    guard: 'valid window, CIs in service, approvers for every item, scope within the limit, no conflict',
    moves: { draft: ['assessing'] },
  },
  ask: { by: 'workflow', guard: 'all rows of the frozen scope are stored', moves: { assessing: ['awaiting-approval'] } },
  decide: {
    by: approver,
    guard: 'open for decisions, voter eligible; the vote does not settle the outcome',
    allows: isOpen,
    moves: { 'awaiting-approval': ['awaiting-approval'] },
  },
  agree: {
    by: approver,
    guard: 'as decide; the vote completes the approvals',
    allows: isOpen,
    moves: { 'awaiting-approval': ['awaiting-approval'] },
  },
  reject: { by: approver, guard: 'as decide; the vote is a rejection', allows: isOpen, moves: { 'awaiting-approval': ['rejected'] } },
  block: {
    by: 'last voter, workflow or sweep',
    guard: 'approved, and a scheduled change has the same CI at that time',
    allows: isApproved,
    moves: { 'awaiting-approval': ['awaiting-approval'] },
  },
  schedule: {
    by: 'last voter, workflow or sweep',
    guard: 'approved, not on hold, at most one minute past the deadline, no conflict',
    allows: (change) => isApproved(change) && isNotOnHold(change),
    moves: { 'awaiting-approval': ['scheduled'] },
  },
  lapse: {
    by: clock,
    guard: 'the deadline has passed without approval, or one minute more without scheduling',
    allows: isTooLate,
    moves: { 'awaiting-approval': ['lapsed'] },
  },
  hold: {
    by: requester,
    guard: 'not on hold',
    allows: isNotOnHold,
    moves: { 'awaiting-approval': ['awaiting-approval'], scheduled: ['scheduled'] },
  },
  resume: {
    by: requester,
    guard: 'on hold',
    allows: isOnHold,
    moves: { 'awaiting-approval': ['awaiting-approval'], scheduled: ['scheduled'] },
  },
  open: {
    by: clock,
    guard: 'the start of a planned window has been reached, and the graph differs from the approved scope',
    allows: (change, now) => isNotOnHold(change) && hasBegun(change, now),
    moves: { scheduled: ['scheduled'] },
  },
  remind: {
    by: clock,
    guard: '15 minutes past the start of a planned window, once',
    allows: isReminderDue,
    moves: { scheduled: ['scheduled'] },
  },
  start: {
    by: implementer,
    guard: 'not on hold, the start has been reached',
    allows: (change, now) => isNotOnHold(change) && hasBegun(change, now),
    moves: { scheduled: ['implementing'] },
  },
  'miss the start': { by: clock, guard: 'the end has passed and nobody started', allows: hasEnded, moves: { scheduled: ['in-review'] } },
  finish: {
    by: implementer,
    guard: 'an outcome for every named item; closed if no review is needed',
    moves: { implementing: ['in-review', 'closed'] },
  },
  settle: {
    by: 'release',
    guard: 'all alerts of the window are decided and no review is needed',
    moves: { 'in-review': ['closed'] },
  },
  review: { by: 'change manager', guard: 'not the implementer', moves: { 'in-review': ['closed'] } },
  cancel: {
    by: requester,
    guard: 'before the change is finished',
    moves: {
      draft: ['cancelled'],
      assessing: ['cancelled'],
      'awaiting-approval': ['cancelled'],
      scheduled: ['cancelled'],
      implementing: ['cancelled'],
    },
  },
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof transitions;
type Moves<Name extends TransitionName> = (typeof transitions)[Name]['moves'];
type FromStatus<Name extends TransitionName> = keyof Moves<Name> & ChangeStatus;
type ToStatus<Name extends TransitionName, From> = From extends keyof Moves<Name>
  ? Moves<Name>[From] extends readonly (infer To)[]
    ? To & ChangeStatus
    : never
  : never;

/** A change in a status that the transition leads from. */
type ChangeBefore<Name extends TransitionName> = ChangeIn<FromStatus<Name>>;

/** The only transition that is possible in these statuses is an edit. */
export const finalStatuses: readonly ChangeStatus[] = ['closed', 'rejected', 'cancelled', 'lapsed'];

/** The statuses to which a transition leads from a status. Empty if the transition is not possible in that status. */
export const nextStatuses = (name: TransitionName, from: ChangeStatus): readonly ChangeStatus[] => {
  const { moves }: Transition = transitions[name];
  return moves[from] ?? [];
};

/** The status that the error code names, for transitions that are possible from several statuses. */
const neededStatus: Partial<Record<TransitionName, string>> = { cancel: 'open', hold: 'scheduled', resume: 'scheduled' };

const isBefore = <Name extends TransitionName>(change: Change, name: Name): change is ChangeBefore<Name> =>
  nextStatuses(name, change.status).length > 0;

/**
 * Checks that the transition is possible in the change's status, and returns the change with that type.
 * @throws DomainError conflict `change/not-<needed status>` (H10)
 */
export const fitFor = <Name extends TransitionName>(change: Change, name: Name): ChangeBefore<Name> => {
  if (isBefore(change, name)) return change;
  const from = changeStatuses.filter((status) => nextStatuses(name, status).length > 0);
  const status = neededStatus[name] ?? from[0];
  throw conflict(`change/not-${status}`, `${change.number} is ${change.status}; ${name} needs ${from.join(' or ')}`);
};

/** A transition that the table does not allow is a bug and never an error of the caller: use cases refuse it first, with an error for the caller. */
const assertAllowed = (name: TransitionName, change: Change, to: ChangeStatus, now: Instant): void => {
  const { status: from } = change;
  const { allows = () => true }: Transition = transitions[name];
  if (!nextStatuses(name, from).includes(to)) throw new Error(`no transition "${name}" leads from ${from} to ${to}`);
  if (!allows(change, now)) throw new Error(`the guard of transition "${name}" does not hold for ${change.number}`);
};

const savedAt = ({ version }: Change, now: Instant) => ({ version: version + 1, updatedAt: now });

/**
 * The change in its next status, with the fields that change with it. Only this function and `updated` create the next version of a change.
 * @throws Error if the table has no such transition, or its guard does not hold
 */
export const moved = <
  Name extends TransitionName,
  Before extends ChangeBefore<Name>,
  const Fields extends Partial<Omit<Change, 'status'>> & { readonly status: ToStatus<Name, Before['status']> },
>(
  change: Before,
  name: Name,
  fields: Fields,
  now: Instant,
): Omit<Before, keyof Fields> & Fields => {
  assertAllowed(name, change, fields.status, now);
  return { ...change, ...fields, ...savedAt(change, now) };
};

/**
 * The change with other fields and the same status.
 * @throws Error if the table has no such transition, or its guard does not hold
 */
export const updated = <Name extends TransitionName, Before extends ChangeBefore<Name>>(
  change: Before,
  name: Name,
  fields: Partial<Omit<Before, 'status'>>,
  now: Instant,
): Before => {
  assertAllowed(name, change, change.status, now);
  return { ...change, ...fields, ...savedAt(change, now) };
};

/** A change that was created and submitted in one call. It is stored for the first time, so it has version 1. */
export const asNew = (submitted: AssessingChange): AssessingChange => ({ ...submitted, version: 1 });
