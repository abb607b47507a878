import type { RelationType } from '../configuration-item/configuration-item.ts';
import type { Direction } from '../item/relation.ts';
import { farEnd, type Graph, isNeed, type Link } from './graph.ts';
import { type ImpactState, isAtLeast, linksBy } from './states.ts';

/** A step of a path: the relation that was followed, and the item that it led to. */
export interface PathStep {
  readonly item: string;
  readonly type: RelationType;
}

/** For each item, the link by which it is explained. A start has none. */
export type Explanations = ReadonlyMap<string, Link>;

/** Whether a link from an item explains the state at its end. */
const isExplainedBy = ({ type }: Link, end: ImpactState, from: ImpactState): boolean =>
  end === 'none' || (isNeed(type) && isAtLeast(from, end));

/**
 * The link that explains each item that was reached: the last one of a shortest path from a start. On the path of an item that is down, all
 * items are down, and on that of a degraded one they are degraded or down. So the path may be longer than the distance.
 *
 * @param states the states of the items in a walk over dependants. Without them, any shortest path explains an item
 */
export const explain = (
  { links }: Pick<Graph, 'links'>,
  starts: readonly string[],
  direction: Direction,
  states?: ReadonlyMap<string, ImpactState>,
): Explanations => {
  const following = linksBy(links, direction === 'dependants' ? 'dependency' : 'dependant');
  const stateOf = (item: string): ImpactState => states?.get(item) ?? 'none';
  const explained = new Map<string, Link>();
  const seen = new Set(starts);
  const queue = [...seen];
  // Items are appended to the queue while it is read.
  for (const from of queue) {
    for (const link of following.get(from) ?? []) {
      const end = farEnd(link, direction);
      if (seen.has(end) || !isExplainedBy(link, stateOf(end), stateOf(from))) continue;
      seen.add(end);
      explained.set(end, link);
      queue.push(end);
    }
  }
  return explained;
};

/** The path from a start to an item: each relation that is followed, and where it leads. It is empty for a start. */
export const pathTo = (item: string, explained: Explanations, direction: Direction): readonly PathStep[] => {
  const steps: PathStep[] = [];
  for (let link = explained.get(item); link; ) {
    const end = farEnd(link, direction);
    steps.push({ item: end, type: link.type });
    link = explained.get(end === link.dependant ? link.dependency : link.dependant);
  }
  return steps.toReversed();
};
