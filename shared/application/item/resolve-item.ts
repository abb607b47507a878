import { assetTagOf } from '../../domain/asset/asset.ts';
import type { Alias } from '../../domain/configuration-item/configuration-item.ts';
import { DomainError, missing } from '../../domain/errors.ts';
import type { Item, ItemRepository } from '../../domain/item/item-repository.ts';
import { isId } from '../../domain/values.ts';

interface ResolveContext {
  readonly items: Pick<ItemRepository, 'find' | 'aliases' | 'assetOf'>;
}

/** The alias that `scheme=value` means; the scheme ends at the first `=`. */
export const aliasKeyOf = (reference: string): Pick<Alias, 'scheme' | 'value'> | undefined => {
  const [, scheme, value] = /^([a-z][a-z0-9:_-]{0,63})=(.+)$/s.exec(reference) ?? [];
  return scheme === undefined || value === undefined ? undefined : { scheme, value };
};

/** The id of the item that a reference means (I7): an id, `scheme=value`, or an asset tag; nothing where there is none. */
const findReference = async ({ items }: ResolveContext, reference: string): Promise<string | undefined> => {
  if (isId(reference)) return (await items.find(reference))?.id;
  const alias = aliasKeyOf(reference);
  const [found] = alias ? await items.aliases([alias]) : [];
  return found?.item ?? items.assetOf(assetTagOf(reference));
};

/**
 * The id of the item that a reference in a body means (I7).
 * @throws DomainError invalid `item/unknown` with the pointer
 */
export const resolveItem =
  (context: ResolveContext) =>
  async (reference: string, pointer: string): Promise<string> => {
    const id = await findReference(context, reference);
    if (id !== undefined) return id;
    throw new DomainError('invalid', 'item/unknown', `no item ${reference}`, {
      errors: [{ pointer, code: 'item/unknown', detail: 'no such item' }],
    });
  };

/**
 * The item that a path names (I7).
 * @throws DomainError missing `item/not-found`
 */
export const itemInPath =
  (context: ResolveContext) =>
  async (reference: string): Promise<Item> => {
    const id = isId(reference) ? reference : await findReference(context, reference);
    const item = id === undefined ? undefined : await context.items.find(id);
    if (!item) throw missing('item', reference);
    return item;
  };
