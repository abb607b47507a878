import type { RelationType } from '../configuration-item/configuration-item.ts';
import { bit, type Mask, union } from '../window/mask.ts';
import type { Edge, EdgeShard } from './relation-repository.ts';

export interface WalkOptions {
  /** Relations that are walked; all six alike unless given. */
  readonly types?: readonly RelationType[] | undefined;
  /** How far from a root; without an end unless given. None: the roots alone. */
  readonly hops?: number | undefined;
  /** How many items may be reached, roots among them. */
  readonly limit: number;
}

export interface Reach {
  /** Every item reached, nearest first, with the bits of the roots that bring it in; a root has its own bit. */
  readonly reached: ReadonlyMap<string, Mask>;
  /** More than `limit` items are in reach: what is here is a part. */
  readonly tooWide: boolean;
}

/** Bits of `arriving` that `had` lacks; zero when none. */
const news = (arriving: Mask, had: Mask): Mask => union(arriving, had) - had;

/**
 * Who is in reach of the roots (at most 50; bit n is the n-th) against the relations' direction: their dependants, breadth first. An
 * item bears a root's bit when it is within `hops` of that root. Each item's edges are read once, those of one step together; cycles
 * end by themselves, since a bit arrives at an item once only.
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

  /** Takes what arrives; gives back what is new in it. */
  const arrive = (arriving: ReadonlyMap<string, Mask>): ReadonlyMap<string, Mask> => {
    const fresh = new Map<string, Mask>();
    for (const [item, mask] of arriving) {
      const had = reached.get(item) ?? 0;
      const added = news(mask, had);
      if (added === 0) continue;
      reached.set(item, had + added);
      fresh.set(item, added);
    }
    return fresh;
  };

  const learn = async (ids: readonly string[]): Promise<void> => {
    const unread = ids.filter((id) => !read.has(id));
    for (const id of unread) read.set(id, []);
    const shards = unread.length > 0 ? await edgesOf(unread) : [];
    for (const { item, edges } of shards)
      read.set(item, [...(read.get(item) ?? []), ...edges.filter(({ type }) => types?.includes(type) ?? true)]);
  };

  /** One step from where bits arrived. */
  const step = (from: ReadonlyMap<string, Mask>): ReadonlyMap<string, Mask> => {
    const next = new Map<string, Mask>();
    for (const [item, mask] of from) for (const edge of read.get(item) ?? []) next.set(edge.item, union(next.get(edge.item) ?? 0, mask));
    return next;
  };

  const own = new Map<string, Mask>();
  for (const [place, root] of roots.entries()) own.set(root, union(own.get(root) ?? 0, bit(place)));
  let frontier = arrive(own);
  for (let hop = 0; hop < hops && frontier.size > 0 && reached.size <= limit; hop += 1) {
    await learn([...frontier.keys()]);
    frontier = arrive(step(frontier));
  }
  return { reached, tooWide: reached.size > limit };
};
