import type { CiClass } from '../../domain/class/class.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import type { ItemRepository } from '../../domain/item/item-repository.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { UsersContext } from '../naming/find-users.ts';
import type { PutContext } from '../resource/put-by-name.ts';

/** The dependencies of the use cases for classes of CIs. */
export interface ClassContext extends PutContext, Omit<UsersContext, 'store' | 'events'> {
  readonly events: PutContext['events'] & UsersContext['events'];
  readonly classes: ResourceRepository<CiClass>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'page'>;
  readonly items: Pick<ItemRepository, 'findMany'>;
}
