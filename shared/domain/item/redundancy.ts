import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { Line } from '../text.ts';
import { Reference } from '../values.ts';
import type { Edge, RedundancyPart } from './relation-repository.ts';

/** The name of a redundancy group, unique among the groups of its CI. */
export const GroupName = lazily(() => Line().max(100));

/** The most members of a group. A change of a group is one transaction of at most 100 rows (T5). */
export const mostMembers = 30;

/** How many members must be up: a count, or a whole per cent from 1 to 100. */
export const MinimumUp = lazily(() =>
  z.union([z.int().min(1), z.string().regex(/^([1-9]|[1-9]\d|100)%$/, 'a count such as 1, or a per cent such as "50%"')]),
);
export type MinimumUp = Shape<typeof MinimumUp>;

/** The members of a group, and how many of them must be up. */
export const RedundancyDraft = lazily(() =>
  z.strictObject({ members: z.array(Reference()).min(1).max(mostMembers), minimumUp: MinimumUp() }).meta({ id: 'RedundancyDraft' }),
);
export type RedundancyDraft = Shape<typeof RedundancyDraft>;

/** A group of dependencies of a CI, some of which must stay up (C2). */
export interface RedundancyGroup {
  readonly group: string;
  readonly minimumUp: number | string;
  /** Ids of the CIs in the group. */
  readonly members: readonly string[];
}

/** How many of `members` must be up. A per cent is rounded up: `50%` of 3 is 2. The whole part is exact, because it is computed in integers. */
export const neededUp = ({ minimumUp, members }: Pick<RedundancyPart, 'minimumUp' | 'members'>): number =>
  typeof minimumUp === 'number' ? minimumUp : Math.ceil((Number.parseInt(minimumUp, 10) * members) / 100);

/** The groups that are stored on the outgoing edges of a CI, ordered by name. */
export const groupsIn = (edges: readonly Edge[]): readonly RedundancyGroup[] => {
  const groups = new Map<string, { readonly part: RedundancyPart; readonly members: Set<string> }>();
  for (const { item, redundancy = [] } of edges) {
    for (const part of redundancy) {
      const known = groups.get(part.group) ?? { part, members: new Set<string>() };
      groups.set(part.group, known);
      known.members.add(item);
    }
  }
  return [...groups.values()]
    .map(({ part: { group, minimumUp }, members }) => ({ group, minimumUp, members: [...members].toSorted() }))
    .toSorted((one, other) => (one.group < other.group ? -1 : 1));
};

/** Whether two groups say the same, whatever the order of their members. */
export const isSameGroup = (one: RedundancyGroup, other: RedundancyGroup): boolean =>
  one.minimumUp === other.minimumUp && one.members.toSorted().join() === other.members.toSorted().join();
