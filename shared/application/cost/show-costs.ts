import type { AssetCost } from '../../domain/cost/asset-cost.ts';
import type { VendorContract } from '../../domain/cost/vendor-contract.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';

/** Costs with the name of their asset. */
export const showCosts = (context: NamesContext) => async (costs: readonly AssetCost[]) => {
  const assets = costs.map(({ asset }) => asset);
  const names = await namesOf(context)(referencesTo('item', assets));
  return costs.map(({ version, ...cost }) => ({ ...cost, asset: names.item(cost.asset), assetName: names.of(cost.asset) }));
};

/** Contracts with the names of their assets. */
export const showContracts = (context: NamesContext) => async (contracts: readonly VendorContract[]) => {
  const assets = contracts.flatMap(({ items }) => items);
  const names = await namesOf(context)(referencesTo('item', assets));
  return contracts.map((contract) => ({
    ...contract,
    items: contract.items.map(names.item),
    itemNames: names.list('item', contract.items),
  }));
};
