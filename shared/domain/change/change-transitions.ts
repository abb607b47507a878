import type { Instant } from '../clock.ts';
import { conflict } from '../errors.ts';
import { type AssessingChange, type Change, type ChangeIn, isWalking, type WalkingChange } from './change.ts';
import { type ChangeStatus, changeStatuses } from './change-values.ts';
import type { Transition } from './transition.ts';
import { type TransitionName, transitions } from './transition-table.ts';

type Moves<Name extends TransitionName> = (typeof transitions)[Name]['moves'];
type FromStatus<Name extends TransitionName> = keyof Moves<Name> & ChangeStatus;
type ToStatus<Name extends TransitionName, From> = From extends keyof Moves<Name>
  ? Moves<Name>[From] extends readonly (infer To)[]
    ? To & ChangeStatus
    : never
  : never;

type WhileWalking<Name extends TransitionName> = (typeof transitions)[Name] extends { readonly whileWalking: infer Kind } ? Kind : 'no';

/** A change that the transition leads from. */
type ChangeBefore<Name extends TransitionName> =
  | (WhileWalking<Name> extends 'only' ? never : ChangeIn<FromStatus<Name>>)
  | (WhileWalking<Name> extends 'no' ? never : WalkingChange);

/** No transition is possible in these statuses. */
export const finalStatuses: readonly ChangeStatus[] = ['closed', 'rejected', 'cancelled', 'lapsed'];

/** The statuses to which a transition leads from a status. Empty if the transition is not possible in that status. */
export const nextStatuses = (name: TransitionName, from: ChangeStatus): readonly ChangeStatus[] => {
  const { moves }: Transition = transitions[name];
  return moves[from] ?? [];
};

/** The status that the error code names, for transitions that are possible from several statuses. */
const neededStatus: Partial<Record<TransitionName, string>> = {
  edit: 'open',
  revise: 'scheduled',
  narrow: 'scheduled',
  extend: 'scheduled',
  cancel: 'open',
  override: 'open',
  hold: 'scheduled',
  resume: 'scheduled',
};

/** Whether a transition is possible, as far as the scope of the change must have been walked for it. */
const isWalkedFor = (change: Change, name: TransitionName): boolean => {
  const { whileWalking }: Transition = transitions[name];
  return isWalking(change) ? whileWalking !== undefined : whileWalking !== 'only';
};

const isBefore = <Name extends TransitionName>(change: Change, name: Name): change is ChangeBefore<Name> =>
  nextStatuses(name, change.status).length > 0 && isWalkedFor(change, name);

/**
 * Checks that the transition is possible in the change's status, and returns the change with that type.
 * @throws DomainError conflict `change/not-<needed status>` (H10)
 */
export const fitFor = <Name extends TransitionName>(change: Change, name: Name): ChangeBefore<Name> => {
  if (isBefore(change, name)) return change;
  const from = changeStatuses.filter((status) => nextStatuses(name, status).length > 0);
  const status = neededStatus[name] ?? from[0];
  if (isWalking(change))
    throw conflict(`change/not-${status}`, `${change.number} is still being assessed; wait until it awaits approval, or cancel it`);
  throw conflict(`change/not-${status}`, `${change.number} is ${change.status}; ${name} needs ${from.join(' or ')}`);
};

/** A transition that the table does not allow is a bug and never an error of the caller: use cases refuse it first, with an error for the caller. */
const assertAllowed = (name: TransitionName, change: Change, to: ChangeStatus, now: Instant): void => {
  const { status: from } = change;
  const { allows = () => true }: Transition = transitions[name];
  if (!nextStatuses(name, from).includes(to) || !isWalkedFor(change, name))
    throw new Error(`no transition "${name}" leads from ${from} to ${to}`);
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
): Omit<Before, keyof Fields | 'walking'> & Fields => {
  assertAllowed(name, change, fields.status, now);
  // Every transition of a change that is still walked ends the walk.
  return { ...change, walking: undefined, ...fields, ...savedAt(change, now) };
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
export const asNew = <Submitted extends AssessingChange | WalkingChange>(submitted: Submitted): Submitted => ({ ...submitted, version: 1 });
