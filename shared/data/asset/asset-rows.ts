import * as z from 'zod';
import { type Asset, assetFields } from '../../domain/asset/asset.ts';
import { AssetFact } from '../../domain/asset/asset-facts.ts';
import { ChainHead } from '../../domain/history/item-version.ts';
import { Merge } from '../../domain/item/merge.ts';
import { lazily } from '../../domain/lazily.ts';
import { resourceFields } from '../../domain/values.ts';
import { defineRow, key, shardOf } from '../define-row.ts';

const AssetRow = lazily(() =>
  z.strictObject({ ...resourceFields(), ...assetFields(), chain: ChainHead().optional(), merge: Merge().optional() }),
);

/**
 * ITEM#<id> | #asset                     the accounting view (C1)
 * inOrder: ASSET#<shard> | <id>          all assets, in order of creation
 */
export const assetRow = defineRow<Asset, { id: string }>({
  type: 'Asset',
  schema: AssetRow,
  primary: ({ id }) => ({ pk: key('ITEM', id), sk: '#asset' }),
  indexes: ({ id }) => ({ inOrder: [key('ASSET', shardOf(id)), id] }),
});

/** ITEM#<id> | FACT#<fact>   what happened to an asset, in the order in which it was recorded (A1) */
export const assetFactRow = defineRow<AssetFact, { asset: string; id: string }>({
  type: 'AssetFact',
  schema: AssetFact,
  primary: ({ asset, id }) => ({ pk: key('ITEM', asset), sk: key('FACT', id) }),
});
