import { type Conflict, type ConflictKind, newConflict } from '../change/conflict.ts';
import { contestedIn, scopeOfFootprint } from './footprint.ts';
import { lostGroups } from './redundant-sides.ts';
import type { Reservation } from './reservation.ts';

/** The most CIs that one conflict names. */
const mostItems = 50;

const common = (one: readonly string[], other: readonly string[]): readonly string[] => {
  const known = new Set(other);
  return [...new Set(one)].filter((id) => known.has(id));
};

const conflictWith = (
  { change, window, number }: Reservation,
  kind: ConflictKind,
  items: readonly string[],
  detail: string,
): readonly Conflict[] =>
  items.length === 0 ? [] : [newConflict(kind, { change, window, number, items: items.slice(0, mostItems), detail })];

/**
 * The CIs that both windows need: one works on the CI, and the other works on it or takes it down. A dependant that both only take down is
 * not among them, so that two servers behind one load balancer can be upgraded in the same night.
 */
const contested = (one: Reservation, other: Reservation): readonly string[] => [
  ...new Set([...common(one.items, scopeOfFootprint(other)), ...common(one.affected, other.items)]),
];

const onSameCi = (wanted: Reservation, other: Reservation): readonly Conflict[] => {
  const items = contested(wanted, other);
  return wanted.suppress || other.suppress
    ? conflictWith(
        other,
        'same-ci',
        items,
        `${other.number} is scheduled on ${items.length === 1 ? 'the same CI' : 'the same CIs'} at that time`,
      )
    : conflictWith(other, 'no-downtime-overlap', items, `${other.number} changes the same CI at that time, also without downtime`);
};

/** A CI in scope depends on a CI of the other window, or the other way round, or both take the same dependant down. */
const dependencies = (wanted: Reservation, other: Reservation): readonly Conflict[] => {
  const [own, theirs] = [scopeOfFootprint(wanted), scopeOfFootprint(other)];
  const same = new Set(contested(wanted, other));
  const items = [...new Set([...common(theirs, wanted.near), ...common(own, other.near), ...common(wanted.affected, other.affected)])];
  const found = items.filter((item) => !same.has(item));
  return conflictWith(
    other,
    'dependency',
    found,
    `CIs of ${other.number}, which is scheduled at that time, have relations to CIs of this change`,
  );
};

const sameImplementer = (wanted: Reservation, other: Reservation): readonly Conflict[] =>
  wanted.implementer !== undefined && wanted.implementer === other.implementer
    ? [
        newConflict('implementer', {
          change: other.change,
          window: other.window,
          number: other.number,
          items: [],
          detail: `the same person implements ${other.number} at that time`,
        }),
      ]
    : [];

const redundantSides = (wanted: Reservation, others: readonly Reservation[]): readonly Conflict[] =>
  lostGroups(wanted, others).flatMap(({ stake: { group, needed, members }, shares }) =>
    shares.flatMap(({ other, members: taken }) =>
      conflictWith(
        other,
        'redundant-side',
        taken,
        `${other.number} takes other members of the redundancy group ${group} at that time: ${needed} of ${members.length} must be up`,
      ),
    ),
  );

/**
 * The conflicts of a window with others (H2).
 * @param others windows of other changes that overlap it, with their present ends; for a group, all of them count together
 */
export const conflictsWith = (wanted: Reservation, others: readonly Reservation[]): readonly Conflict[] => [
  ...redundantSides(wanted, others),
  ...others.flatMap((other) => [...onSameCi(wanted, other), ...dependencies(wanted, other), ...sameImplementer(wanted, other)]),
];

/** Whether two windows may block each other: they need the same CI, or members of the same redundancy group. */
export const mayBlock = (one: Reservation, other: Reservation): boolean => common(contestedIn(one), contestedIn(other)).length > 0;
