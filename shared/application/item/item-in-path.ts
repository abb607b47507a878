import { missing } from '../../domain/errors.ts';
import type { ItemReferences } from '../../domain/item/item-references.ts';
import type { Item, ItemRepository } from '../../domain/item/item-repository.ts';
import { isId } from '../../domain/values.ts';
import { findByReference } from './resolve-item.ts';

/** The dependencies of `itemInPath`. */
export interface ItemInPathContext {
  readonly items: Pick<ItemRepository, 'find'>;
  readonly references: ItemReferences;
}

/**
 * Finds the item in a path (I7). The reference is an id, an alias `scheme=value` without `/`, or an asset tag.
 * @throws DomainError missing `item/not-found`
 */
export const itemInPath =
  (context: ItemInPathContext) =>
  async (reference: string): Promise<Item> => {
    const id = isId(reference) ? reference : await findByReference(context, reference);
    const item = id === undefined ? undefined : await context.items.find(id);
    if (!item) throw missing('item', reference);
    return item;
  };
