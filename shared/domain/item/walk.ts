import type { RelationType } from '../configuration-item/configuration-item.ts';
import { bit, type Mask, union } from '../window/mask.ts';
import type { Edge, EdgeShard } from './relation-repository.ts';

export interface WalkOptions {
  /** The types of relations that are followed. @default all six */
  readonly types?: readonly RelationType[] | undefined;
  /** The greatest distance from a root. 0 reaches only the roots. @default no limit */
  readonly hops?: number | undefined;
  /** The most items that may be reached, including the roots. */
  readonly limit: number;
}

export interface Reach {
  /** Every item reached, nearest first, with the bits of the roots from which it is reached. A root has its own bit. */
  readonly reached: ReadonlyMap<string, Mask>;
  /** Whether more than `limit` items are reachable. `reached` is then incomplete. */
  readonly tooWide: boolean;
}

/** The bits of `mask` that are not in `known`; zero if there are none. */
const newBits = (mask: Mask, known: Mask): Mask => union(mask, known) - known;

/**
 * Finds the direct and indirect dependants of the roots by breadth-first search against the direction of the relations. There are at most
 * 50 roots, and bit n of a mask stands for the n-th of them. An item has the bit of each root within a distance of `hops`. The edges of an
 * item are read once, and those of one step in one call. The search also ends for cycles, because an item gets each bit only once.
 *
 * @param edgesOf the incoming edges of many items: `(ids) => items.edges(ids, 'in')`
 */
export const walkDependants = async (
  edgesOf: (ids: readonly string[]) => Promise<readonly Pick<EdgeShard, 'item' | 'edges'>[]>,
  roots: readonly string[],
  { types, hops = Number.POSITIVE_INFINITY, limit }: WalkOptions,
): Promise<Reach> => {
  const reached = new Map<string, Mask>();
  const read = new Map<string, readonly Edge[]>();

  /** Adds bits to the items reached, and returns the bits that are new. */
  const addBits = (masks: ReadonlyMap<string, Mask>): ReadonlyMap<string, Mask> => {
    const added = new Map<string, Mask>();
    for (const [item, mask] of masks) {
      const known = reached.get(item) ?? 0;
      const bits = newBits(mask, known);
      if (bits === 0) continue;
      reached.set(item, known + bits);
      added.set(item, bits);
    }
    return added;
  };

  const readEdges = async (ids: readonly string[]): Promise<void> => {
    const unread = ids.filter((id) => !read.has(id));
    for (const id of unread) read.set(id, []);
    const shards = unread.length > 0 ? await edgesOf(unread) : [];
    for (const { item, edges } of shards)
      read.set(item, [...(read.get(item) ?? []), ...edges.filter(({ type }) => types?.includes(type) ?? true)]);
  };

  /** The bits that the dependants of these items get in the next step. */
  const step = (from: ReadonlyMap<string, Mask>): ReadonlyMap<string, Mask> => {
    const next = new Map<string, Mask>();
    for (const [item, mask] of from) for (const edge of read.get(item) ?? []) next.set(edge.item, union(next.get(edge.item) ?? 0, mask));
    return next;
  };

  const own = new Map<string, Mask>();
  for (const [place, root] of roots.entries()) own.set(root, union(own.get(root) ?? 0, bit(place)));
  let frontier = addBits(own);
  for (let hop = 0; hop < hops && frontier.size > 0 && reached.size <= limit; hop += 1) {
    await readEdges([...frontier.keys()]);
    frontier = addBits(step(frontier));
  }
  return { reached, tooWide: reached.size > limit };
};
