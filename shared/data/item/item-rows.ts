import * as z from 'zod';
import { type Asset, assetFields } from '../../domain/asset/asset.ts';
import {
  type Alias,
  aliasText,
  type ConfigurationItem,
  configurationItemFields,
  relationTypes,
} from '../../domain/configuration-item/configuration-item.ts';
import type { AliasKey, EdgeShard } from '../../domain/item/item-repository.ts';
import { lazily } from '../../domain/lazily.ts';
import { guardLabel } from '../../domain/unique.ts';
import { Id, resourceFields, StoredTime } from '../../domain/values.ts';
import { defineRow, key, shardOf } from '../define-row.ts';
import type { Row, RowWrite } from '../records.ts';

const AssetRow = lazily(() => z.strictObject({ ...resourceFields(), ...assetFields() }));

/**
 * ITEM#<id> | #asset                     the accounting view (C1)
 * inOrder: ASSET#<shard> | <id>          all assets, in the order made
 */
export const assetRow = defineRow<Asset, { id: string }>({
  type: 'Asset',
  schema: AssetRow,
  primary: ({ id }) => ({ pk: key('ITEM', id), sk: '#asset' }),
  indexes: ({ id }) => ({ inOrder: [key('ASSET', shardOf(id)), id] }),
});

const ConfigurationItemRow = lazily(() => z.strictObject({ ...resourceFields(), ...configurationItemFields() }));

/**
 * ITEM#<id> | #ci                        the operating view (C1)
 * inOrder: CI#<shard> | <id>             all CIs, in the order made
 * bySelector: CI#<class>#<shard> | <id>  those of one class
 */
export const configurationItemRow = defineRow<ConfigurationItem, { id: string }>({
  type: 'ConfigurationItem',
  schema: ConfigurationItemRow,
  primary: ({ id }) => ({ pk: key('ITEM', id), sk: '#ci' }),
  indexes: ({ id, class: name }) => ({ inOrder: [key('CI', shardOf(id)), id], bySelector: [key('CI', name, shardOf(id)), id] }),
});

const AliasRow = lazily(() =>
  z.strictObject({ scheme: z.string(), value: z.string(), item: Id(), addedAt: StoredTime(), version: z.int().min(1) }),
);

const aliasDefinition = defineRow<Alias, AliasKey>({
  type: 'Alias',
  schema: AliasRow,
  primary: ({ scheme, value }) => ({ pk: key('ALIAS', scheme, value), sk: '#' }),
});

const labelled = (write: RowWrite, alias: Alias): RowWrite => ({ ...write, label: guardLabel('alias', aliasText(alias)) });

/** ALIAS#<scheme>#<value> | #   who has an alias, since when; a guard row too (T3): values as they are given, compared exactly */
export const aliasRow = {
  ...aliasDefinition,
  /** The alias that a row's key names: schemes have no `#`. */
  named: ({ pk }: Row): AliasKey => {
    const [, scheme = '', ...value] = pk.split('#');
    return { scheme, value: value.join('#') };
  },
  take: (alias: Alias): RowWrite => labelled(aliasDefinition.save(alias), alias),
  release: (alias: Alias): RowWrite => labelled(aliasDefinition.remove(alias), alias),
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
export const edgesRow = defineRow<EdgeShard, Pick<EdgeShard, 'item' | 'direction' | 'shard'>>({
  type: 'Edges',
  schema: EdgeRow,
  primary: ({ item, direction, shard }) => ({ pk: key('ITEM', item), sk: key('EDGES', direction.toUpperCase(), shard) }),
});
