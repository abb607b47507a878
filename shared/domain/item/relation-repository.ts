import type { RelationType } from '../configuration-item/configuration-item.ts';
import type { Write } from '../store.ts';

/** A relation as it is stored with one of its two items: the type, and the other item (T7). */
export interface Edge {
  readonly type: RelationType;
  readonly item: string;
}

/** `out`: relations of which the item is the source. `in`: relations of which it is the target. */
export type EdgeDirection = 'in' | 'out';

/** A row that contains the edges of an item in one direction (T7). It is written as a whole. */
export interface EdgeShard {
  readonly item: string;
  readonly direction: EdgeDirection;
  readonly shard: number;
  readonly version: number;
  readonly edges: readonly Edge[];
}

export interface RelationRepository {
  /**
   * Edges of many items, by strongly consistent reads of up to 100 rows (T7). Items that never had an edge are left out. A row whose edges
   * were all removed is kept, so that its version keeps counting.
   */
  edges(ids: readonly string[], direction: EdgeDirection): Promise<readonly EdgeShard[]>;
  save(shard: EdgeShard): Write;
  /** Removes a row of edges if it has not changed since it was read. Without `shard`, checks that there still is no row. */
  remove(end: Pick<EdgeShard, 'item' | 'direction'>, shard?: EdgeShard): Write;
}
