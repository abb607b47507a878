import type { Clock } from '../../domain/clock.ts';
import type { HistoryRepository } from '../../domain/history/history-repository.ts';
import type { Origin } from '../../domain/history/origin.ts';
import { endsOf, noEdges, withoutEdges } from '../../domain/item/relation.ts';
import type { EdgeDirection, EdgeShard, RelationRepository } from '../../domain/item/relation-repository.ts';
import type { Write } from '../../domain/store.ts';
import { relationVersions } from '../history/relation-versions.ts';

interface DetachContext {
  readonly relations: Pick<RelationRepository, 'edges' | 'locate' | 'save' | 'remove'>;
  readonly history: HistoryRepository;
  readonly clock: Clock;
}

/**
 * The rows of edges and of histories that one step writes. Each related CI has a row of relations, and a note of its former dependant. With
 * the event, a step writes at most 100 rows (T5).
 */
const perStep = 95;

/** How many related CIs the last step detaches. It also removes the CI itself with its aliases, postings and words. */
const inLastStep = 14;

/** A step of removing the relations of an item. */
interface DetachStep {
  /** Whether these writes remove all that is left, so that the item's own rows are removed with them. */
  readonly isLast: boolean;
  readonly writes: readonly Write[];
}

/** The relations that one step removes: as many as fit into it, each with its row at the other item. */
const chosenFrom = (rows: readonly EdgeShard[]): ReadonlySet<string> => {
  const chosen = new Set<string>();
  for (const [at, { edges }] of rows.entries()) {
    for (const { item } of edges) if (2 * chosen.size + at + 2 < perStep) chosen.add(item);
  }
  return chosen;
};

/** Removes the rows after row 0 of an item whose relations in this direction are all removed: up to `perStep` of the last ones. */
const shortened = ({ relations }: DetachContext, rows: readonly EdgeShard[]): readonly Write[] => {
  const [first, ...others] = rows.toSorted((one, other) => one.shard - other.shard);
  const dropped = others.slice(-(perStep - 1));
  return first
    ? [relations.save({ ...first, shards: rows.length - dropped.length, version: first.version + 1 }), ...dropped.map(relations.remove)]
    : [];
};

/**
 * One step that removes the relations of an item to others, at both ends, and then its rows of edges. `into`: the rows of relations to the
 * item, which are all empty. Each step leaves a state that can be read, so a deletion that is interrupted can be repeated.
 */
export const detachStep = async (
  context: DetachContext,
  item: string,
  { into, origin }: { readonly into: readonly EdgeShard[]; readonly origin: Origin },
): Promise<DetachStep> => {
  const { relations } = context;
  const own = await relations.edges([item], 'out');
  const others = new Set(own.flatMap(({ edges }) => edges.map((edge) => edge.item)));
  const isShort = own.length <= 1 && others.size <= inLastStep;
  const detached = isShort ? others : chosenFrom(own.filter(({ edges }) => edges.length > 0));
  const far = await relations.locate([...detached].flatMap((target) => endsOf({ source: item, target }).slice(1)));
  const removed = own.flatMap(({ edges }) => edges.filter((edge) => detached.has(edge.item)));
  const farWrites = [
    ...far.map((row) => relations.save(withoutEdges(row, (edge) => edge.item === item))),
    ...(await relationVersions(context)({ source: item, removed }, origin)),
  ];
  const rowOrNone = (direction: EdgeDirection, [row]: readonly EdgeShard[]) => row ?? noEdges({ item, direction });
  if (!isShort && detached.size > 0) {
    const changed = own.filter(({ edges }) => edges.some((edge) => detached.has(edge.item)));
    return {
      isLast: false,
      writes: [...farWrites, ...changed.map((row) => relations.save(withoutEdges(row, (edge) => detached.has(edge.item))))],
    };
  }
  const long = [own, into].find((rows) => rows.length > 1);
  if (long) return { isLast: false, writes: shortened(context, long) };
  return { isLast: true, writes: [...farWrites, relations.remove(rowOrNone('out', own)), relations.remove(rowOrNone('in', into))] };
};
