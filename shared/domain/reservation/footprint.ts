/** A redundancy group of which a window takes members: how many members the dependant CI needs, and those that the window takes (C2). */
export interface GroupStake {
  /** The CI that has the group. */
  readonly of: string;
  /** The name of the group, unique among the groups of that CI. */
  readonly group: string;
  /** How many members must be up. */
  readonly needed: number;
  readonly members: readonly string[];
  /** The members in the scope of the window. */
  readonly taken: readonly string[];
}

/** What a window takes, and what is next to it. It is frozen with the scope (T8). */
export interface Footprint {
  /** The CIs that are worked on: the named CIs, and the members of named groups. */
  readonly items: readonly string[];
  /** The other CIs in scope: dependants that go down with them. */
  readonly affected: readonly string[];
  /** The redundancy groups that have a CI in scope as a member. */
  readonly groups: readonly GroupStake[];
  /** CIs outside the scope with a relation to it. */
  readonly near: readonly string[];
}

/** All CIs in scope. */
export const scopeOfFootprint = ({ items, affected }: Pick<Footprint, 'items' | 'affected'>): readonly string[] => [...items, ...affected];

/** Identifies a redundancy group. */
export const stakeKey = ({ of, group }: Pick<GroupStake, 'of' | 'group'>): string => `${of} ${group}`;

/** The CIs because of which a window can block others, or be blocked: its scope, and the other members of the redundancy groups (T8). */
export const contestedIn = (footprint: Footprint): readonly string[] => [
  ...new Set([...scopeOfFootprint(footprint), ...footprint.groups.flatMap(({ members }) => members)]),
];

/**
 * The part of a footprint that is left of a narrower scope. What was next to the wider scope stays, also CIs that left the scope: a relation to
 * them is only a warning.
 */
export const footprintWithin = (footprint: Footprint, scope: readonly string[]): Footprint => {
  const left = new Set(scope);
  const isLeft = (item: string): boolean => left.has(item);
  const groups = footprint.groups.map((stake) => ({ ...stake, taken: stake.taken.filter(isLeft) })).filter(({ taken }) => taken.length > 0);
  return { ...footprint, items: footprint.items.filter(isLeft), affected: footprint.affected.filter(isLeft), groups };
};
