import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { Clock } from '../../domain/clock.ts';
import { invalid, isDomainError } from '../../domain/errors.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import type { Store } from '../../domain/store.ts';

interface NamingContext {
  readonly changes: Pick<ChangeRepository, 'nameItems' | 'unnameItems'>;
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

/**
 * Stores a new change that names these items. If it is refused, the records are withdrawn, so that they do not prevent the deletion of an
 * item. Only a new change may do this: no other request can be about to name items for it. After an unclear failure, such as a busy store,
 * the records stay and count for one minute.
 */
export const storeNaming =
  (context: NamingContext) =>
  async ({ id, version }: Pick<Change, 'id' | 'version'>, items: readonly string[], store: () => Promise<void>): Promise<void> => {
    try {
      await nameItems(context)({ id, version }, items);
      await store();
    } catch (error) {
      if (isDomainError(error) && error.kind !== 'busy') {
        const at = context.clock.now();
        await context.store.writeOnce(context.changes.unnameItems({ change: id, changeVersion: version, at }, items));
      }
      throw error;
    }
  };
