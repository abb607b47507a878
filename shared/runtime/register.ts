import { assetRepository } from '../data/asset/asset-repository.ts';
import { itemRepository } from '../data/item/item-repository.ts';
import type { World } from './world.ts';

/**
 * The world with the repositories that read assets. Only the functions of the register use it: in the paging path, a change of an
 * asset's schema must not deploy anything.
 */
export const withRegister = (world: World) => ({ ...world, assets: assetRepository(world.records), items: itemRepository(world.records) });
