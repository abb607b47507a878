import type { Instant } from '../clock.ts';
import { conflict } from '../errors.ts';

/** A delegation in the list of one of its two people. `person`: the other one. */
export interface ListedDelegation {
  readonly id: string;
  readonly person: string;
  readonly start: Instant;
  readonly end: Instant;
}

/** The delegations of a person that are not over: those that the person gave, and those that the person received (P3). */
export interface DelegationList {
  readonly person: string;
  readonly given: readonly ListedDelegation[];
  readonly received: readonly ListedDelegation[];
  readonly version: number;
}

/** Which side of a delegation a person is on. */
export type DelegationSide = 'given' | 'received';

/** The most delegations that a person has on one side at a time. */
export const mostDelegations = 50;

/** Delegations between two people, as their lists have them. */
interface DelegationTerms {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly start: Instant;
  readonly end: Instant;
}

/** The list without a delegation, and without those that are over. */
const without = (list: readonly ListedDelegation[], id: string, now: Instant): readonly ListedDelegation[] =>
  list.filter((one) => one.id !== id && one.end > now);

/** The list after a delegation was removed. */
export const delisted = (list: DelegationList, id: string, now: Instant): DelegationList => ({
  ...list,
  given: without(list.given, id, now),
  received: without(list.received, id, now),
  version: list.version + 1,
});

/**
 * The list after a delegation was added or changed.
 * @throws DomainError conflict `delegation/too-many`
 */
export const listed = (list: DelegationList, { id, from, to, start, end }: DelegationTerms, now: Instant): DelegationList => {
  const next = delisted(list, id, now);
  const side: DelegationSide = list.person === from ? 'given' : 'received';
  const entries = [...next[side], { id, person: side === 'given' ? to : from, start, end }];
  if (entries.length > mostDelegations)
    throw conflict(
      'delegation/too-many',
      `person ${list.person} has ${mostDelegations} delegations: delete one that is not needed any more`,
    );
  return { ...next, [side]: entries };
};

/** The people on the other side of the delegations that are in force. */
export const inForceIn = (entries: readonly ListedDelegation[], now: Instant): readonly ListedDelegation[] =>
  entries.filter(({ start, end }) => start <= now && now < end);

/** The people to whom these people delegate at some time in a range. `id`: a delegation that does not count. */
export const delegatesWithin = (
  lists: readonly DelegationList[],
  { id, start, end }: Pick<DelegationTerms, 'id' | 'start' | 'end'>,
): readonly string[] =>
  lists.flatMap(({ given }) => given.filter((one) => one.id !== id && one.start < end && start < one.end).map(({ person }) => person));
