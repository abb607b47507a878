import type { RelationType } from '../configuration-item/configuration-item.ts';
import { type Link, walkGraph } from '../impact/graph.ts';
import { linksBy, statesOf } from '../impact/states.ts';
import { bit, type Mask, union } from '../window/mask.ts';
import type { EdgeShard } from './relation-repository.ts';

export interface WalkOptions {
  /** The types of relations that are followed. @default all six */
  readonly types?: readonly RelationType[] | undefined;
  /** The greatest distance from a root. 0 reaches only the roots. @default no limit */
  readonly hops?: number | undefined;
  /** The most items that may be reached, including the roots. */
  readonly limit: number;
}

export interface Reach {
  /** Every item reached, with the bits of the roots from which it is reached. A root has its own bit. */
  readonly reached: ReadonlyMap<string, Mask>;
  /** Whether more than `limit` items are reachable. `reached` is then incomplete. */
  readonly tooWide: boolean;
}

/** The bits of `mask` that are not in `known`; zero if there are none. */
const newBits = (mask: Mask, known: Mask): Mask => union(mask, known) - known;

/** Gives these bits to items as well. */
const withBits = (masks: ReadonlyMap<string, Mask>, items: readonly string[], bits: Mask): Map<string, Mask> => {
  const all = new Map(masks);
  for (const item of items) all.set(item, union(all.get(item) ?? 0, bits));
  return all;
};

/** The named CIs of a change as roots: bit n of a mask stands for the n-th of them. The members of a named group have the bit of the group. */
export const rootsOf = (named: readonly string[], members: ReadonlyMap<string, readonly string[]> = new Map()): ReadonlyMap<string, Mask> =>
  named.reduce<ReadonlyMap<string, Mask>>(
    (roots, item, place) => withBits(roots, [item, ...(members.get(item) ?? [])], bit(place)),
    new Map(),
  );

/** Hands the bits of the roots on along the links, at most `hops` times. It ends for cycles, because an item gets each bit only once. */
const handedOn = (roots: ReadonlyMap<string, Mask>, links: readonly Link[], hops: number): ReadonlyMap<string, Mask> => {
  const dependants = linksBy(links, 'dependency');
  const reached = new Map<string, Mask>(roots);
  let frontier: ReadonlyMap<string, Mask> = roots;
  for (let hop = 0; hop < hops && frontier.size > 0; hop += 1) {
    const next = new Map<string, Mask>();
    for (const [item, mask] of frontier) {
      for (const { dependant } of dependants.get(item) ?? []) next.set(dependant, union(next.get(dependant) ?? 0, mask));
    }
    const added = new Map<string, Mask>();
    for (const [item, mask] of next) {
      const known = reached.get(item) ?? 0;
      const bits = newBits(mask, known);
      if (bits === 0) continue;
      reached.set(item, known + bits);
      added.set(item, bits);
    }
    frontier = added;
  }
  return reached;
};

/**
 * Finds the direct and indirect dependants that go down with the roots (W3). It walks against the direction of the relations, as an impact
 * does, and every type that is followed counts as a need. A dependant that redundancy keeps up, even if it is degraded, is not reached, and
 * nothing is reached through it. An item has the bit of each root from which it is reached within `hops`. If it takes several roots to bring
 * it down, it has the bits of all of them.
 *
 * @param edgesOf the incoming edges of many items: `(ids) => items.edges(ids, 'in')`
 */
export const walkDependants = async (
  edgesOf: (ids: readonly string[]) => Promise<readonly Pick<EdgeShard, 'item' | 'edges'>[]>,
  roots: ReadonlyMap<string, Mask>,
  { types, hops = Number.POSITIVE_INFINITY, limit }: WalkOptions,
): Promise<Reach> => {
  const linksOf = async (ids: readonly string[]): Promise<readonly Link[]> =>
    (await edgesOf(ids)).flatMap(({ item: dependency, edges }) =>
      edges
        .filter(({ type }) => types?.includes(type) ?? true)
        .map(({ item: dependant, type, redundancy }): Link => ({ dependant, dependency, type, redundancy })),
    );
  const starts = [...roots.keys()];
  const { links, truncated } = await walkGraph(linksOf, starts, { direction: 'dependants', hops, limit });
  const states = statesOf(links, starts, () => true);
  const isDown = (item: string): boolean => states.get(item) === 'down';
  const lost = links.filter(({ dependant, dependency }) => isDown(dependant) && isDown(dependency));
  return { reached: handedOn(roots, lost, hops), tooWide: truncated || roots.size > limit };
};
