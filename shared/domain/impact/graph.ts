import type { RelationType } from '../configuration-item/configuration-item.ts';
import type { Direction } from '../item/relation.ts';
import type { RedundancyPart } from '../item/relation-repository.ts';

/** A step of a walk: one item needs another. `redundancy`: the groups of the dependant in which the dependency is. */
export interface Link {
  readonly dependant: string;
  readonly dependency: string;
  readonly type: RelationType;
  readonly redundancy?: readonly RedundancyPart[] | undefined;
}

/** Whether the failure of an item reaches those with a relation of this type to it. An item that stands by for another does not need it. */
export const isNeed = (type: RelationType): boolean => type !== 'standby-of';

/** The end of a link to which a walk goes. */
export const farEnd = ({ dependant, dependency }: Link, direction: Direction): string =>
  direction === 'dependants' ? dependant : dependency;

export interface GraphOptions {
  readonly direction: Direction;
  /** The greatest distance from a start. 0 reaches only the starts. @default no limit */
  readonly hops?: number | undefined;
  /** The most items that may be reached, including the starts. */
  readonly limit: number;
  /** Whether the walk goes on from items that it reached by a relation of this type. @default from all */
  readonly goesOn?: (type: RelationType) => boolean;
  /** Whether the links of the last items are read, to know whether the depth has cut something off. It costs one step more. */
  readonly looksBeyond?: boolean;
}

/** What a walk has found. */
export interface Graph {
  /** Every item reached with its shortest distance from a start, nearest first. */
  readonly depths: ReadonlyMap<string, number>;
  /** The links between items that were reached. */
  readonly links: readonly Link[];
  /** Whether there is more than was reached, because of `hops` or `limit`. Beyond `hops`, it is known only if the walk looked there. */
  readonly truncated: boolean;
}

/**
 * Walks from the starts by breadth-first search. The links of an item are read once, and those of one step in one call, so a walk through
 * a cycle ends. It goes on from an item as soon as one relation by which it was reached allows that.
 *
 * @param linksOf the links of many items, in the direction of the walk
 */
export const walkGraph = async (
  linksOf: (ids: readonly string[]) => Promise<readonly Link[]>,
  starts: readonly string[],
  { direction, hops = Number.POSITIVE_INFINITY, limit, goesOn = () => true, looksBeyond = false }: GraphOptions,
): Promise<Graph> => {
  const depths = new Map(starts.map((start) => [start, 0]));
  const links: Link[] = [];
  const asked = new Set(starts);
  let truncated = false;

  /** Whether the link is between items that belong to the graph. A new item is added to it. */
  const reaches = (end: string, depth: number): boolean => {
    if (depths.has(end)) return true;
    truncated ||= depth > hops || depths.size >= limit;
    if (depth > hops || depths.size >= limit) return false;
    depths.set(end, depth);
    return true;
  };

  /** Adds links to the graph. Returns the items that are new and from which the walk goes on. */
  const follow = (found: readonly Link[], depth: number): readonly string[] => {
    const next: string[] = [];
    for (const link of found) {
      const end = farEnd(link, direction);
      if (!reaches(end, depth)) continue;
      links.push(link);
      if (asked.has(end) || !goesOn(link.type)) continue;
      asked.add(end);
      next.push(end);
    }
    return next;
  };

  let frontier: readonly string[] = [...asked];
  const last = looksBeyond ? hops + 1 : hops;
  for (let depth = 1; frontier.length > 0 && depth <= last; depth += 1) frontier = follow(await linksOf(frontier), depth);
  return { depths, links, truncated };
};
