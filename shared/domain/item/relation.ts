import type { RelationType } from '../configuration-item/configuration-item.ts';
import { conflict } from '../errors.ts';
import type { Edge, EdgeDirection, EdgeShard } from './relation-repository.ts';

/** A typed, directed relation (C2). For example, the source depends on the target, or runs on it. */
export interface Relation {
  readonly type: RelationType;
  readonly source: string;
  readonly target: string;
}

/** The most edges in a row. They take about 300 kB; DynamoDB allows 400 kB. */
const maxEdges = 5_000;

const same = (one: Edge) => (other: Edge) => one.type === other.type && one.item === other.item;

export const hasEdge = (shard: EdgeShard | undefined, edge: Edge): boolean => shard?.edges.some(same(edge)) ?? false;

/** The row with these edges added. @throws DomainError conflict `relation/too-many` */
export const withEdges = (end: Pick<EdgeShard, 'item' | 'direction'>, shard: EdgeShard | undefined, added: readonly Edge[]): EdgeShard => {
  const before = shard?.edges ?? [];
  const edges = [...before, ...added.filter((edge, at) => !before.some(same(edge)) && added.findIndex(same(edge)) === at)];
  if (edges.length > maxEdges)
    throw conflict('relation/too-many', `item ${end.item} already has ${before.length} relations in this direction`);
  return { ...shard, item: end.item, direction: end.direction, shard: shard?.shard ?? 0, version: (shard?.version ?? 0) + 1, edges };
};

/** The row without the edges for which `isRemoved` holds. */
export const withoutEdges = (shard: EdgeShard, isRemoved: (edge: Edge) => boolean): EdgeShard => ({
  ...shard,
  version: shard.version + 1,
  edges: shard.edges.filter((edge) => !isRemoved(edge)),
});

/** The relations that a row of edges describes. */
export const relationsOf = ({ item, direction, edges }: Pick<EdgeShard, 'item' | 'direction' | 'edges'>): readonly Relation[] =>
  edges.map(({ type, item: other }) =>
    direction === 'out' ? { type, source: item, target: other } : { type, source: other, target: item },
  );

/** The direction of the edges for each question: the dependants of an item have it as their target. */
export const directions = { dependencies: 'out', dependants: 'in' } as const satisfies Record<string, EdgeDirection>;
export type Direction = keyof typeof directions;
