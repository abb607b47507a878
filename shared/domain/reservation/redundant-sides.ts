import type { Instant } from '../clock.ts';
import { type GroupStake, scopeOfFootprint, stakeKey } from './footprint.ts';
import type { Reservation } from './reservation.ts';

/** Another window with the members of a group that it takes. */
interface Share {
  readonly other: Reservation;
  readonly members: readonly string[];
}

/** The loss of a redundancy group to which several windows contribute. */
export interface LostGroup {
  readonly stake: GroupStake;
  /** The other windows, each with the members that it takes and this one does not. */
  readonly shares: readonly Share[];
}

/**
 * The groups of which the window takes members: those in its own frozen footprint, and those that only another window knows, because the
 * group was made between the two assessments.
 */
const stakesOf = (wanted: Reservation, others: readonly Reservation[]): readonly GroupStake[] => {
  const scope = new Set(scopeOfFootprint(wanted));
  const stakes = new Map(wanted.groups.map((stake) => [stakeKey(stake), stake]));
  for (const stake of others.flatMap(({ groups }) => groups)) {
    const taken = stake.members.filter((member) => scope.has(member));
    if (taken.length > 0 && !stakes.has(stakeKey(stake))) stakes.set(stakeKey(stake), { ...stake, taken });
  }
  return [...stakes.values()];
};

/** The members of a group that another window takes, from its CIs as far as they were read, and from its own note about the group. */
const shareOf = (stake: GroupStake, other: Reservation): Share => {
  const scope = new Set(scopeOfFootprint(other));
  const noted = other.groups.find((group) => stakeKey(group) === stakeKey(stake))?.taken ?? [];
  return { other, members: stake.members.filter((member) => scope.has(member) || noted.includes(member)) };
};

const isLost = ({ members, needed }: GroupStake, taken: readonly string[]): boolean => members.length - new Set(taken).size < needed;

/** The windows that take members of the group at an instant at which it is lost because of this window. */
const sharesAt = (at: Instant, stake: GroupStake, shares: readonly Share[], wanted: Reservation): readonly Share[] => {
  const active = shares.filter(({ other }) => other.start <= at && at < other.end);
  const theirs = active.flatMap(({ members }) => members);
  const isOwnFault = !isLost(stake, theirs) && isLost(stake, [...stake.taken, ...theirs]);
  return isOwnFault && (wanted.suppress || active.some(({ other }) => other.suppress)) ? active : [];
};

/**
 * The redundancy groups that would be lost at some instant because this window and others take members at the same time (H2). A group that
 * this window loses alone, or that is lost without it, is no conflict: whoever approved that change approved the loss. Windows that suppress
 * nothing take no CI down, so a group is not lost by them alone.
 */
export const lostGroups = (wanted: Reservation, others: readonly Reservation[]): readonly LostGroup[] =>
  stakesOf(wanted, others).flatMap((stake) => {
    if (isLost(stake, stake.taken)) return [];
    const shares = others.map((other) => shareOf(stake, other)).filter(({ members }) => members.length > 0);
    // Which windows take members changes only where one of them starts or ends.
    const turns = shares.flatMap(({ other: { start, end } }) => [start, end]);
    const instants = [wanted.start, ...turns.filter((at) => at > wanted.start && at < wanted.end)];
    const guilty = new Set(instants.flatMap((at) => sharesAt(at, stake, shares, wanted)));
    const own = new Set(stake.taken);
    const found = [...guilty]
      .map(({ other, members }) => ({ other, members: members.filter((member) => !own.has(member)) }))
      .filter(({ members }) => members.length > 0);
    return found.length === 0 ? [] : [{ stake, shares: found }];
  });
