import { hash } from '../hash.ts';
import type { EdgeShard } from './relation-repository.ts';

/**
 * An item may have any number of edges, so they are spread over rows by a hash of the item at the other end (T7). The number of rows grows
 * one at a time (linear hashing): each split divides one row and moves about half of its edges to the new row, which is the last one. So a
 * split writes three rows at most, however many edges there are, and an item between two splits is always readable.
 */

/** About how many edges a row holds. A row with more is divided when its turn comes. */
export const edgesPerRow = 100;

/** The rows that a complete doubling has filled: the largest power of two that is not greater than the number of rows. */
const doubled = (shards: number): number => 2 ** Math.floor(Math.log2(shards));

/** The row that has the edges to an item, if there are `shards` rows. */
export const edgeShardOf = (other: string, shards: number): number => {
  const value = hash(other);
  const wide = value % (2 * doubled(shards));
  return wide < shards ? wide : value % doubled(shards);
};

/** The row that the next split divides. */
export const nextDivided = (shards: number): number => shards - doubled(shards);

/** How many rows there were when this row was written. Rows from before edges were split have no number, and are alone. */
export const shardsIn = ({ shards = 1 }: Pick<EdgeShard, 'shards'>): number => shards;

/** How many splits are due after a row was written: one for each hundred edges too many, and at most eight in one request. */
export const splitsDue = ({ edges }: Pick<EdgeShard, 'edges'>): number =>
  edges.length <= edgesPerRow ? 0 : Math.min(8, Math.floor(edges.length / edgesPerRow));

/** The two halves of a row after a split to `shards` rows: what stays in it, and the new row. */
export const divided = (shard: EdgeShard, shards: number): readonly [EdgeShard, EdgeShard] => {
  const moves = ({ item }: { readonly item: string }): boolean => edgeShardOf(item, shards) !== shard.shard;
  return [
    { ...shard, shards, version: shard.version + 1, edges: shard.edges.filter((edge) => !moves(edge)) },
    { item: shard.item, direction: shard.direction, shard: shards - 1, shards, version: 1, edges: shard.edges.filter(moves) },
  ];
};
