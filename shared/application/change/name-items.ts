import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { Clock } from '../../domain/clock.ts';
import { invalid } from '../../domain/errors.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import type { Store } from '../../domain/store.ts';

interface NamingContext {
  readonly changes: Pick<ChangeRepository, 'nameItems'>;
  readonly references: Pick<ItemReferences, 'has'>;
  readonly store: Pick<Store, 'writeOnce'>;
  readonly clock: Clock;
}

/**
 * Records that a change is about to name these items, and then checks that they still exist. Whoever deletes an item reads these records
 * and checks in its transaction that none was added since. So either the deletion sees the change, or the change sees that the item is
 * gone.
 * @throws DomainError invalid `item/unknown`
 */
export const nameItems =
  ({ changes, references, store, clock }: NamingContext) =>
  async ({ id, version }: Pick<Change, 'id' | 'version'>, items: readonly string[]): Promise<void> => {
    if (items.length === 0) return;
    await store.writeOnce(changes.nameItems({ change: id, changeVersion: version, at: clock.now() }, items));
    const known = await Promise.all(items.map((item) => references.has(item)));
    const gone = known.indexOf(false);
    if (gone >= 0) throw invalid(`/items/${gone}`, 'item/unknown', `item ${items[gone]} does not exist`);
  };
