import type { Instant } from '../clock.ts';
import { conflict } from '../errors.ts';
import type { AssessingChange, Change, ChangeIn } from './change.ts';
import { type ChangeStatus, changeStatuses } from './change-values.ts';

/**
 * One transition: who can take it, under which condition, and for each status from which it is possible, the statuses to which it leads.
 */
interface Transition {
  readonly by: string;
  readonly guard: string;
  readonly moves: Partial<Record<ChangeStatus, readonly ChangeStatus[]>>;
}

const requester = 'requester or change manager';
const implementer = 'requester, implementer or change manager';
const approver = 'approver';
const clock = 'workflow or sweep';

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
    moves: { 'awaiting-approval': ['awaiting-approval'] },
  },
  agree: {
    by: approver,
    guard: 'as decide; the vote completes the approvals',
    moves: { 'awaiting-approval': ['awaiting-approval'] },
  },
  reject: { by: approver, guard: 'as decide; the vote is a rejection', moves: { 'awaiting-approval': ['rejected'] } },
  block: {
    by: 'last voter, workflow or sweep',
    guard: 'approved, and a scheduled change has the same CI at that time',
    moves: { 'awaiting-approval': ['awaiting-approval'] },
  },
  schedule: {
    by: 'last voter, workflow or sweep',
    guard: 'approved, not on hold, at most one minute past the deadline, no conflict',
    moves: { 'awaiting-approval': ['scheduled'] },
  },
  lapse: {
    by: clock,
    guard: 'the deadline has passed without approval, or one minute more without scheduling',
    moves: { 'awaiting-approval': ['lapsed'] },
  },
  hold: {
    by: requester,
    guard: 'not on hold',
    moves: { 'awaiting-approval': ['awaiting-approval'], scheduled: ['scheduled'] },
  },
  resume: {
    by: requester,
    guard: 'on hold',
    moves: { 'awaiting-approval': ['awaiting-approval'], scheduled: ['scheduled'] },
  },
  open: {
    by: clock,
    guard: 'the start of a planned window has been reached, and the graph differs from the approved scope',
    moves: { scheduled: ['scheduled'] },
  },
  remind: { by: clock, guard: '15 minutes past the start of a planned window, once', moves: { scheduled: ['scheduled'] } },
  start: { by: implementer, guard: 'not on hold, the start has been reached', moves: { scheduled: ['implementing'] } },
  'miss the start': { by: clock, guard: 'the end has passed and nobody started', moves: { scheduled: ['in-review'] } },
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

/** A transition that is not in the table is a bug and never an error of the caller. */
const assertInTable = (name: TransitionName, from: ChangeStatus, to: ChangeStatus): void => {
  if (!nextStatuses(name, from).includes(to)) throw new Error(`no transition "${name}" leads from ${from} to ${to}`);
};

const savedAt = ({ version }: Change, now: Instant) => ({ version: version + 1, updatedAt: now });

/**
 * The change in its next status, with the fields that change with it. Only this function and `updated` create the next version of a change.
 * @throws Error if the table has no such transition
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
  assertInTable(name, change.status, fields.status);
  return { ...change, ...fields, ...savedAt(change, now) };
};

/**
 * The change with other fields and the same status.
 * @throws Error if the table has no such transition
 */
export const updated = <Name extends TransitionName, Before extends ChangeBefore<Name>>(
  change: Before,
  name: Name,
  fields: Partial<Omit<Before, 'status'>>,
  now: Instant,
): Before => {
  assertInTable(name, change.status, change.status);
  return { ...change, ...fields, ...savedAt(change, now) };
};

/** A change that was created and submitted in one call. It is stored for the first time, so it has version 1. */
export const asNew = (submitted: AssessingChange): AssessingChange => ({ ...submitted, version: 1 });
