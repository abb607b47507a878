import { neededUp } from '../item/redundancy.ts';
import type { EdgeShard, RedundancyPart } from '../item/relation-repository.ts';

/** A redundancy group of a dependant, and which of its members are down. */
interface LostMembers {
  readonly dependant: string;
  readonly part: RedundancyPart;
  readonly down: Set<string>;
}

/** Whether a group that had members to spare has none left, so that the next failure takes its dependant down, or it is down already. */
const hasNoSpare = ({ part, down }: LostMembers): boolean => {
  const spare = part.members - neededUp(part);
  return spare > 0 && down.size >= spare;
};

/**
 * The dependants that have no redundancy left if some CIs are down, by the CI that takes part in that (H1).
 * @param edges the incoming edges of the CIs that are down
 */
export const dependantsWithoutSpare = (edges: readonly Pick<EdgeShard, 'item' | 'edges'>[]): ReadonlyMap<string, readonly string[]> => {
  const groups = new Map<string, LostMembers>();
  for (const { item, edges: incoming } of edges) {
    for (const { item: dependant, redundancy = [] } of incoming) {
      for (const part of redundancy) {
        const key = `${dependant} ${part.group}`;
        const known = groups.get(key) ?? { dependant, part, down: new Set<string>() };
        known.down.add(item);
        groups.set(key, known);
      }
    }
  }
  const found = new Map<string, Set<string>>();
  for (const { dependant, down } of [...groups.values()].filter(hasNoSpare)) {
    for (const item of down) found.set(item, (found.get(item) ?? new Set()).add(dependant));
  }
  return new Map([...found].map(([item, dependants]) => [item, [...dependants]]));
};
