import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { DomainError } from '../../domain/errors.ts';
import { type ManagedItem, managedItem } from '../configuration-item/managed-item.ts';
import type { ItemInPathContext } from '../item/item-in-path.ts';

/** The class of the CIs that are services. */
const serviceClass = 'service';

/** Whether a CI is a service. */
export const isService = (ci: Pick<ConfigurationItem, 'class'>): boolean => ci.class === serviceClass;

/**
 * The service in a path, a CI of the class `service`.
 * @throws DomainError missing `item/not-found`, `configuration-item/not-found`, `service/not-found`
 */
export const serviceInPath =
  (context: ItemInPathContext) =>
  async (reference: string): Promise<ManagedItem> => {
    const found = await managedItem(context)(reference);
    if (isService(found.ci)) return found;
    throw new DomainError('missing', 'service/not-found', `${found.ci.name} is of the class ${found.ci.class}; name a service`);
  };
