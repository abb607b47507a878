import type { RelationType } from '../configuration-item/configuration-item.ts';
import type { Write } from '../store.ts';

/** The part of a dependency in a redundancy group of the item that has the dependency (C2). It is the same on all edges of the group. */
export interface RedundancyPart {
  /** The name of the group. It is unique among the groups of the dependant item. */
  readonly group: string;
  /** How many members must be up: a count, or a per cent that is rounded up, such as `50%`. */
  readonly minimumUp: number | string;
  /** How many members the group has. */
  readonly members: number;
}

/** A relation as it is stored with one of its two items: the type, and the other item (T7). */
export interface Edge {
  readonly type: RelationType;
  readonly item: string;
  /** The redundancy groups of the source in which the target is. */
  readonly redundancy?: readonly RedundancyPart[] | undefined;
  /** The part of the cost of the target that counts for the source (L4): a decimal between 0 and 1. Unset: it is not declared. */
  readonly share?: string | undefined;
}

/** `out`: relations of which the item is the source. `in`: relations of which it is the target. */
export type EdgeDirection = 'in' | 'out';

/** The edges of an item in one direction. */
export interface EdgeList {
  readonly item: string;
  readonly direction: EdgeDirection;
}

/** A row with about a hundred edges of an item in one direction (T7). It is written as a whole. */
export interface EdgeShard extends EdgeList {
  readonly shard: number;
  /** How many rows there are, as of the last split that wrote this row. Row 0 always has the present number. @default 1 */
  readonly shards?: number | undefined;
  /** 0 for a row that is not stored yet. */
  readonly version: number;
  readonly edges: readonly Edge[];
}

/** One end of a relation: an item, and the item at the other end. */
export interface RelationEnd extends EdgeList {
  readonly other: string;
}

export interface RelationRepository {
  /**
   * All edges of many items, by strongly consistent reads of up to 100 rows (T7). Most items have one row. Items that never had an edge are
   * left out. A row whose edges were all removed is kept, so that its version keeps counting.
   */
  edges(ids: readonly string[], direction: EdgeDirection): Promise<readonly EdgeShard[]>;
  /** For each end, the row that has its edges, or would have them. An item without rows gets an empty row 0 of version 0. */
  locate(ends: readonly RelationEnd[]): Promise<readonly EdgeShard[]>;
  /** Those of these rows of an item that exist. */
  rows(list: EdgeList, shards: readonly number[]): Promise<readonly EdgeShard[]>;
  save(shard: EdgeShard): Write;
  /** Removes a row of edges if it has not changed since it was read. Of version 0: checks that there still is no row. */
  remove(shard: EdgeShard): Write;
}
