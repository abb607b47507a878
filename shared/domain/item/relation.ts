import type { RelationType } from '../configuration-item/configuration-item.ts';
import { conflict } from '../errors.ts';
import type { Edge, EdgeDirection, EdgeList, EdgeShard, RedundancyPart, RelationEnd } from './relation-repository.ts';

/** A typed, directed relation (C2). For example, the source depends on the target, or runs on it. */
export interface Relation {
  readonly type: RelationType;
  readonly source: string;
  readonly target: string;
  /** The part of the cost of the target that counts for the source (L4), such as `0.25`. Unset: it is not declared. */
  readonly share?: string | undefined;
}

/** A change of one relation. */
export interface RelationEdit {
  readonly relation: Relation;
  /** The relation after the change: with the groups in which its target is, or `removed`. A share replaces the one before. */
  readonly next: 'removed' | { readonly redundancy: readonly RedundancyPart[]; readonly share?: string | undefined };
}

/** An end of a relation, and the row that has its edges. */
export interface LocatedEnd {
  readonly end: RelationEnd;
  readonly row: EdgeShard;
}

/** The most edges in a row. They take about 300 kB; DynamoDB allows 400 kB. Rows are split long before. */
const maxEdges = 5_000;

const same = (one: Edge) => (other: Edge) => one.type === other.type && one.item === other.item;

/** An empty row 0 that is not stored yet. */
export const noEdges = ({ item, direction }: EdgeList): EdgeShard => ({ item, direction, shard: 0, version: 0, edges: [] });

/** The row without the edges for which `isRemoved` holds. */
export const withoutEdges = (shard: EdgeShard, isRemoved: (edge: Edge) => boolean): EdgeShard => ({
  ...shard,
  version: shard.version + 1,
  edges: shard.edges.filter((edge) => !isRemoved(edge)),
});

/** The edges after a change of one of them. An edge that exists keeps its place. */
const editedEdges = (edges: readonly Edge[], { type, item }: Edge, next: RelationEdit['next']): readonly Edge[] => {
  const isEdited = same({ type, item });
  if (next === 'removed') return edges.filter((edge) => !isEdited(edge));
  const { redundancy: _, ...before } = edges.find(isEdited) ?? { type, item };
  const edge: Edge = {
    ...before,
    ...(next.redundancy.length === 0 ? {} : { redundancy: next.redundancy }),
    ...(next.share === undefined ? {} : { share: next.share }),
  };
  return edges.some(isEdited) ? edges.map((other) => (isEdited(other) ? edge : other)) : [...edges, edge];
};

/** Both ends of a relation. */
export const endsOf = ({ source, target }: Pick<Relation, 'source' | 'target'>): readonly [RelationEnd, RelationEnd] => [
  { item: source, direction: 'out', other: target },
  { item: target, direction: 'in', other: source },
];

const keyOf = ({ item, direction, shard }: Pick<EdgeShard, 'item' | 'direction' | 'shard'>): string => `${item} ${direction} ${shard}`;
const endKeyOf = ({ item, direction, other }: RelationEnd): string => `${item} ${direction} ${other}`;

/**
 * The rows of edges after these changes, each once, at both ends of every relation. `located` has all these ends.
 * @throws DomainError conflict `relation/too-many`
 */
export const editedRows = (located: readonly LocatedEnd[], edits: readonly RelationEdit[]): readonly EdgeShard[] => {
  const rowOf = new Map(located.map(({ end, row }) => [endKeyOf(end), row]));
  const edited = new Map<string, EdgeShard>();
  for (const { relation, next } of edits) {
    for (const end of endsOf(relation)) {
      const row = rowOf.get(endKeyOf(end));
      if (!row) throw new Error(`the row of the end ${endKeyOf(end)} was not read`);
      const before = edited.get(keyOf(row)) ?? { ...row, version: row.version + 1 };
      edited.set(keyOf(row), { ...before, edges: editedEdges(before.edges, { type: relation.type, item: end.other }, next) });
    }
  }
  for (const { item, edges } of edited.values())
    if (edges.length > maxEdges) throw conflict('relation/too-many', `item ${item} has ${maxEdges} relations in one row of its edges`);
  return [...edited.values()];
};

/** The relations that a row of edges describes. */
export const relationsOf = ({ item, direction, edges }: Pick<EdgeShard, 'item' | 'direction' | 'edges'>): readonly Relation[] =>
  edges.map(({ type, item: other, share }) => ({
    ...(direction === 'out' ? { type, source: item, target: other } : { type, source: other, target: item }),
    ...(share === undefined ? {} : { share }),
  }));

/** The direction of the edges for each question: the dependants of an item have it as their target. */
export const directions = { dependencies: 'out', dependants: 'in' } as const satisfies Record<string, EdgeDirection>;
export type Direction = keyof typeof directions;
