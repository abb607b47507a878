import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { conflict } from '../../domain/errors.ts';
import type { Origin } from '../../domain/history/origin.ts';
import { rowsAtOnce } from '../../domain/item/one-write.ts';
import type { LocatedEnd, RelationEdit } from '../../domain/item/relation.ts';
import type { EdgeShard } from '../../domain/item/relation-repository.ts';
import { StaleWrite, type Write } from '../../domain/store.ts';
import type { ConfigurationItemContext } from '../configuration-item/configuration-item-context.ts';
import { relationVersions } from '../history/relation-versions.ts';
import { locateRelations, relationWrites } from './write-relations.ts';

/** @throws StaleWrite if a row was changed between the reading of all edges and the reading of the rows that are written */
const assertSameRows = (rows: readonly EdgeShard[], located: readonly LocatedEnd[]): void => {
  const versions = new Map(rows.map(({ shard, version }) => [shard, version]));
  for (const { end, row } of located)
    if (end.direction === 'out' && row.version !== (versions.get(row.shard) ?? 0)) throw new StaleWrite([`Edges ${end.item} ${row.shard}`]);
};

/** Writes the changed relations of a group with its event. @throws DomainError conflict `relation/too-much-at-once` */
export const commitGroup = async (
  context: ConfigurationItemContext,
  { rows, edits, cis }: { rows: readonly EdgeShard[]; edits: readonly RelationEdit[]; cis: readonly ConfigurationItem[] },
  { others, origin }: { readonly others: readonly Write[]; readonly origin: Origin },
): Promise<ReturnType<typeof relationWrites>['full']> => {
  const located = await locateRelations(
    context,
    edits.map(({ relation }) => relation),
  );
  assertSameRows(rows, located);
  const edges = rows.flatMap((row) => row.edges);
  const [source = ''] = edits.map(({ relation }) => relation.source);
  const versions = await relationVersions(context)(
    {
      source,
      removed: edits.flatMap(({ relation }) => edges.find((edge) => edge.item === relation.target && edge.type === relation.type) ?? []),
      added: edits.flatMap(({ relation, next }) => (next === 'removed' ? [] : [{ type: relation.type, item: relation.target, ...next }])),
    },
    origin,
  );
  const { full, ...changed } = relationWrites(context, located, edits, cis);
  const writes = [...changed.writes, ...versions, ...others];
  if (writes.length > rowsAtOnce)
    throw conflict(
      'relation/too-much-at-once',
      `this writes ${writes.length} rows, and the limit is ${rowsAtOnce}: replace the members in two steps`,
    );
  await context.store.commit(writes);
  return full;
};
