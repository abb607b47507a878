import type { RelationType } from '../configuration-item/configuration-item.ts';
import type { Write } from '../store.ts';

/** One end of a relation, as the other end keeps it (T7). */
export interface Edge {
  readonly type: RelationType;
  readonly item: string;
}

/** `out`: what the item depends on, runs on …; `in`: what names it as target. */
export type EdgeDirection = 'in' | 'out';

/** A packed row of edges (T7), to be saved as a whole. */
export interface EdgeShard {
  readonly item: string;
  readonly direction: EdgeDirection;
  readonly shard: number;
  readonly version: number;
  readonly edges: readonly Edge[];
}

export interface RelationRepository {
  /**
   * Edges of many items, consistently, a hundred rows a request (T7). Items that never had an edge are left out; a row whose edges are
   * all gone stays, so that its version goes on.
   */
  edges(ids: readonly string[], direction: EdgeDirection): Promise<readonly EdgeShard[]>;
  save(shard: EdgeShard): Write;
  /** Removes a row of edges if it is still as it was read; without one, only checks that there still is none. */
  remove(end: Pick<EdgeShard, 'item' | 'direction'>, shard?: EdgeShard): Write;
}
