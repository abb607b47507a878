import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { missing } from '../../domain/errors.ts';
import type { Item } from '../../domain/item/item-repository.ts';
import { type ItemInPathContext, itemInPath } from '../item/item-in-path.ts';

/** An item that has a CI facet. */
export type ManagedItem = Item & { readonly ci: ConfigurationItem };

/** The item in a path, which must have a CI facet. `id` is that under which the CI is stored. @throws DomainError missing `configuration-item/not-found` */
export const managedItem =
  (context: ItemInPathContext) =>
  async (reference: string): Promise<ManagedItem> => {
    const item = await itemInPath(context)(reference);
    if (!item.ci) throw missing('configuration-item', reference);
    return { ...item, id: item.ci.id, ci: item.ci };
  };
