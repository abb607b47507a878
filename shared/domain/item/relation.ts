import type { RelationType } from '../configuration-item/configuration-item.ts';
import { conflict } from '../errors.ts';
import type { Edge, EdgeDirection, EdgeShard } from './relation-repository.ts';

/** A typed, directed relation (C2): the source depends on, runs on … the target. */
export interface Relation {
  readonly type: RelationType;
  readonly source: string;
  readonly target: string;
}

/** What a row holds at most: 300 kB of the 400 kB that a row may have. */
const greatestRow = 5_000;

const same = (one: Edge) => (other: Edge) => one.type === other.type && one.item === other.item;

export const hasEdge = (shard: EdgeShard | undefined, edge: Edge): boolean => shard?.edges.some(same(edge)) ?? false;

/** The row with these edges too. @throws DomainError conflict `relation/too-many` */
export const withEdges = (end: Pick<EdgeShard, 'item' | 'direction'>, shard: EdgeShard | undefined, added: readonly Edge[]): EdgeShard => {
  const before = shard?.edges ?? [];
  const edges = [...before, ...added.filter((edge, at) => !before.some(same(edge)) && added.findIndex(same(edge)) === at)];
  if (edges.length > greatestRow)
    throw conflict('relation/too-many', `item ${end.item} has ${before.length} relations of this direction already`);
  return { ...shard, item: end.item, direction: end.direction, shard: shard?.shard ?? 0, version: (shard?.version ?? 0) + 1, edges };
};

/** The row without the edges that `gone` names. */
export const withoutEdges = (shard: EdgeShard, gone: (edge: Edge) => boolean): EdgeShard => ({
  ...shard,
  version: shard.version + 1,
  edges: shard.edges.filter((edge) => !gone(edge)),
});

/** The relations that a row's edges are the ends of. */
export const relationsOf = ({ item, direction, edges }: Pick<EdgeShard, 'item' | 'direction' | 'edges'>): readonly Relation[] =>
  edges.map(({ type, item: other }) =>
    direction === 'out' ? { type, source: item, target: other } : { type, source: other, target: item },
  );

/** What one asks for, and where its edges lie: an item's dependants name it as target. */
export const directions = { dependencies: 'out', dependants: 'in' } as const satisfies Record<string, EdgeDirection>;
export type Direction = keyof typeof directions;
