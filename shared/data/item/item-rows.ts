import * as z from 'zod';
import { Asset } from '../../domain/item/asset.ts';
import { Alias, aliasText, ConfigurationItem, relationTypes } from '../../domain/item/configuration-item.ts';
import type { AliasKey, EdgeShard } from '../../domain/item/item-repository.ts';
import { lazily } from '../../domain/lazily.ts';
import { guardLabel } from '../../domain/unique.ts';
import { Id } from '../../domain/values.ts';
import { defineItem, key, shardOf } from '../define-item.ts';
import type { RowWrite } from '../records.ts';

/**
 * ITEM#<id> | #asset                     the accounting view (C1)
 * inOrder: ASSET#<shard> | <id>          all assets, in the order made
 */
export const assetItem = defineItem<Asset, { id: string }>({
  type: 'Asset',
  schema: Asset,
  primary: ({ id }) => ({ pk: key('ITEM', id), sk: '#asset' }),
  indexes: ({ id }) => ({ inOrder: [key('ASSET', shardOf(id)), id] }),
});

/**
 * ITEM#<id> | #ci                        the operating view (C1)
 * inOrder: CI#<shard> | <id>             all CIs, in the order made
 * bySelector: CI#<class>#<shard> | <id>  those of one class
 */
export const ciItem = defineItem<ConfigurationItem, { id: string }>({
  type: 'ConfigurationItem',
  schema: ConfigurationItem,
  primary: ({ id }) => ({ pk: key('ITEM', id), sk: '#ci' }),
  indexes: ({ id, class: name }) => ({ inOrder: [key('CI', shardOf(id)), id], bySelector: [key('CI', name, shardOf(id)), id] }),
});

const aliasRow = defineItem<Alias, AliasKey>({
  type: 'Alias',
  schema: Alias,
  primary: ({ scheme, value }) => ({ pk: key('ALIAS', scheme, value), sk: '#' }),
});

const labelled = (write: RowWrite, alias: Alias): RowWrite => ({ ...write, label: guardLabel('alias', aliasText(alias)) });

/** ALIAS#<scheme>#<value> | #   who has an alias, since when; a guard row too (T3): values as they are given, compared exactly */
export const aliasItem = {
  key: aliasRow.key,
  fromRow: aliasRow.fromRow,
  take: (alias: Alias): RowWrite => labelled(aliasRow.save(alias), alias),
  release: (alias: Alias): RowWrite => labelled(aliasRow.remove(alias), alias),
};

const EdgeRow = lazily(() =>
  z.strictObject({
    item: Id(),
    direction: z.enum(['in', 'out']),
    shard: z.int().min(0),
    version: z.int().min(1),
    edges: z.array(z.strictObject({ type: z.enum(relationTypes), item: Id() })),
  }),
);

/** ITEM#<id> | EDGES#IN#<shard>, EDGES#OUT#<shard>   what names the item as target, and what it names (T7) */
export const edgesItem = defineItem<EdgeShard, Pick<EdgeShard, 'item' | 'direction' | 'shard'>>({
  type: 'Edges',
  schema: EdgeRow,
  primary: ({ item, direction, shard }) => ({ pk: key('ITEM', item), sk: key('EDGES', direction.toUpperCase(), shard) }),
});
