import { AssetCost } from '../../domain/cost/asset-cost.ts';
import { ContractShare, VendorContract } from '../../domain/cost/vendor-contract.ts';
import { defineRow, key, shardOf } from '../define-row.ts';

/**
 * ITEM#<asset> | COST#<date>#<id>                   a cost of an asset (A3)
 * bySelector: PREPAID#cost#<shard> | <period to>#<id>   costs for a period, by its end
 */
export const assetCostRow = defineRow<AssetCost, Pick<AssetCost, 'asset' | 'date' | 'id'>>({
  type: 'AssetCost',
  schema: AssetCost,
  primary: ({ asset, date, id }) => ({ pk: key('ITEM', asset), sk: key('COST', date, id) }),
  indexes: ({ id, period }) => (period ? { bySelector: [key('PREPAID', 'cost', shardOf(id)), key(period.to, id)] } : {}),
});

/**
 * CONTRACT#<id> | #                                a contract over assets (A3)
 * inOrder: CONTRACT#<shard> | <id>                 all contracts, in order of creation
 * bySelector: PREPAID#contract#<shard> | <end>#<id>   contracts by their end
 */
export const vendorContractRow = defineRow<VendorContract, { id: string }>({
  type: 'VendorContract',
  schema: VendorContract,
  primary: ({ id }) => ({ pk: key('CONTRACT', id), sk: '#' }),
  indexes: ({ id, end }) => ({
    inOrder: [key('CONTRACT', shardOf(id)), id],
    bySelector: [key('PREPAID', 'contract', shardOf(id)), key(end, id)],
  }),
});

/** COVERED#<item> | <contract>   the part of an asset in the payments of a contract; written once, before the contract */
export const contractShareRow = defineRow<ContractShare, Pick<ContractShare, 'item' | 'contract'>>({
  type: 'ContractShare',
  schema: ContractShare,
  primary: ({ item, contract }) => ({ pk: key('COVERED', item), sk: contract }),
});
