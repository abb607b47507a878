import type { CostRepository, VendorContractRepository } from '../../domain/cost/cost-repository.ts';
import type { ItemRepository } from '../../domain/item/item-repository.ts';
import type { LicenseContext } from '../license/license-context.ts';

/** The dependencies of the use cases of costs. */
export interface CostContext extends LicenseContext {
  readonly items: Pick<ItemRepository, 'find' | 'findMany'>;
  readonly costs: CostRepository;
  readonly contracts: VendorContractRepository;
}
