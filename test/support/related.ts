import { locateRelations, relationWrites, splitFullRows } from '../../shared/application/relation/write-relations.ts';
import type { Relation } from '../../shared/domain/item/relation.ts';
import type { RedundancyPart, RelationRepository } from '../../shared/domain/item/relation-repository.ts';
import type { Store } from '../../shared/domain/store.ts';

interface Stored extends Relation {
  readonly redundancy?: readonly RedundancyPart[];
}

/** Stores relations as the use cases do, without reading their CIs: 40 in a transaction, and then the splits of the rows that they fill. */
export const relate = async (
  { relations, store }: { readonly relations: RelationRepository; readonly store: Pick<Store, 'commit'> },
  wanted: readonly Stored[],
): Promise<void> => {
  const context = { relations, store, configurationItems: { unchanged: () => ({ label: 'not checked' }) } };
  for (let at = 0; at < wanted.length; at += 40) {
    const some = wanted.slice(at, at + 40);
    const edits = some.map(({ redundancy = [], ...relation }) => ({ relation, next: { redundancy } }));
    const { writes, full } = relationWrites(context, await locateRelations(context, some), edits, []);
    await store.commit(writes);
    await splitFullRows(context, full);
  }
};

/** Removes relations that `relate` stored. */
export const unrelate = async (
  { relations, store }: { readonly relations: RelationRepository; readonly store: Pick<Store, 'commit'> },
  gone: readonly Relation[],
): Promise<void> => {
  const context = { relations, store, configurationItems: { unchanged: () => ({ label: 'not checked' }) } };
  const edits = gone.map((relation) => ({ relation, next: 'removed' as const }));
  await store.commit(relationWrites(context, await locateRelations(context, gone), edits, []).writes);
};
