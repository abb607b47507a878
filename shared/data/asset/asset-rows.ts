import { Asset } from '../../domain/asset/asset.ts';
import { defineRow, key, shardOf } from '../define-row.ts';

/**
 * ITEM#<id> | #asset                     the accounting view (C1)
 * inOrder: ASSET#<shard> | <id>          all assets, in the order made
 */
export const assetRow = defineRow<Asset, { id: string }>({
  type: 'Asset',
  schema: Asset,
  primary: ({ id }) => ({ pk: key('ITEM', id), sk: '#asset' }),
  indexes: ({ id }) => ({ inOrder: [key('ASSET', shardOf(id)), id] }),
});
