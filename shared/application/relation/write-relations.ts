import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { isDomainError } from '../../domain/errors.ts';
import { divided, edgesPerRow, nextDivided, shardsIn, splitsDue } from '../../domain/item/edge-shards.ts';
import { editedRows, endsOf, type LocatedEnd, type Relation, type RelationEdit } from '../../domain/item/relation.ts';
import type { EdgeShard, RelationRepository } from '../../domain/item/relation-repository.ts';
import { isStaleWrite, onFreshRows, type Store, type Write } from '../../domain/store.ts';

/** What changing relations needs. */
export interface RelationContext {
  readonly relations: Pick<RelationRepository, 'locate' | 'rows' | 'save'>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'unchanged'>;
  readonly store: Pick<Store, 'commit'>;
}

/** The writes of a change of relations, for one transaction, and the rows that are to be split after it. */
interface RelationWrites {
  readonly writes: readonly Write[];
  readonly full: readonly EdgeShard[];
}

/** Reads the rows of edges at both ends of these relations, before they are changed. */
export const locateRelations = async (
  { relations }: Pick<RelationContext, 'relations'>,
  wanted: readonly Pick<Relation, 'source' | 'target'>[],
): Promise<readonly LocatedEnd[]> => {
  const ends = wanted.flatMap(endsOf);
  const rows = await relations.locate(ends);
  return ends.map((end, at) => ({ end, row: rows[at] as EdgeShard }));
};

/**
 * The writes that change relations and their redundancy groups, at both ends (T7). Every change of a relation goes through here, whichever
 * route asks for it. `cis`: the stored CIs at the ends. The deletion of a CI removes its rows of edges, so where there is no row yet, it is
 * checked that the CI itself still exists. A CI that the same transaction creates is not among them.
 * @throws DomainError conflict `relation/too-many`
 */
export const relationWrites = (
  { relations, configurationItems }: Pick<RelationContext, 'relations' | 'configurationItems'>,
  located: readonly LocatedEnd[],
  edits: readonly RelationEdit[],
  cis: readonly ConfigurationItem[],
): RelationWrites => {
  const rows = editedRows(located, edits);
  const known = new Map(cis.map((ci) => [ci.id, ci]));
  const begun = new Set(rows.filter(({ version }) => version === 1).map(({ item }) => item));
  const checks = [...begun].flatMap((item) => {
    const ci = known.get(item);
    return ci ? [configurationItems.unchanged(item, ci)] : [];
  });
  return { writes: [...rows.map(relations.save), ...checks], full: rows.filter((row) => splitsDue(row) > 0) };
};

/** Divides the row that is next in the list of a row. Returns whether that row still has too many edges. */
const splitOnce = (context: Pick<RelationContext, 'relations' | 'store'>, full: EdgeShard): Promise<boolean> =>
  onFreshRows(async () => {
    const { relations, store } = context;
    const [first] = await relations.rows(full, [0]);
    if (!first) return false;
    const shards = shardsIn(first) + 1;
    const place = nextDivided(shards - 1);
    const found = await relations.rows(
      full,
      [...new Set([place, full.shard])].filter((shard) => shard > 0),
    );
    const rowAt = (shard: number) => (shard === 0 ? first : found.find((row) => row.shard === shard));
    const [row, next] = [rowAt(full.shard), rowAt(place)];
    if (!row || !next || row.edges.length <= edgesPerRow) return false;
    const [kept, added] = divided(next, shards);
    const head = place === 0 ? [] : [{ ...first, shards, version: first.version + 1 }];
    await store.commit([kept, added, ...head].map(relations.save));
    return (place === full.shard ? kept : row).edges.length > edgesPerRow;
  });

/**
 * Splits rows of edges that have become too large. It runs after the transaction that filled them, in transactions of its own with three
 * rows each. What it does not do, because the store is busy, the next writer of the row does.
 */
export const splitFullRows = async (context: Pick<RelationContext, 'relations' | 'store'>, full: readonly EdgeShard[]): Promise<void> => {
  try {
    for (const row of full) for (let left = splitsDue(row); left > 0 && (await splitOnce(context, row)); left -= 1);
  } catch (error) {
    if (isStaleWrite(error) || (isDomainError(error) && error.kind === 'busy')) return;
    throw error;
  }
};
