import { assetRepository } from '../../shared/data/asset/asset-repository.ts';
import { configurationItemRepository } from '../../shared/data/configuration-item/configuration-item-repository.ts';
import { itemReferences } from '../../shared/data/item/item-references.ts';
import { itemRepository } from '../../shared/data/item/item-repository.ts';
import { relationRepository } from '../../shared/data/item/relation-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import { aConfigurationItem, byTest, stored } from './items.ts';

/** The repositories of items on one table, and a CI that is saved there. */
export const itemRepositories = (records: Records) => {
  const cis = configurationItemRepository(records);
  return {
    records,
    cis,
    assets: assetRepository(records),
    items: itemRepository(records),
    relations: relationRepository(records),
    references: itemReferences(records),
    saved: async (ci = aConfigurationItem()) => {
      await records.commit(cis.save(ci, byTest));
      return stored('ci', ci);
    },
  };
};

export type ItemRepositories = ReturnType<typeof itemRepositories>;
