import * as z from 'zod';
import { type ConfigurationItem, storedConfigurationItemFields } from '../../domain/configuration-item/configuration-item.ts';
import { ChainHead } from '../../domain/history/item-version.ts';
import { Merge } from '../../domain/item/merge.ts';
import { lazily } from '../../domain/lazily.ts';
import { resourceFields } from '../../domain/values.ts';
import { defineRow, key, shardOf } from '../define-row.ts';

const ConfigurationItemRow = lazily(() =>
  z.strictObject({ ...resourceFields(), ...storedConfigurationItemFields(), chain: ChainHead().optional(), merge: Merge().optional() }),
);

/**
 * ITEM#<id> | #ci                        the operating view (C1)
 * inOrder: CI#<shard> | <id>             all CIs, in order of creation
 */
export const configurationItemRow = defineRow<ConfigurationItem, { id: string }>({
  type: 'ConfigurationItem',
  schema: ConfigurationItemRow,
  primary: ({ id }) => ({ pk: key('ITEM', id), sk: '#ci' }),
  indexes: ({ id }) => ({ inOrder: [key('CI', shardOf(id)), id] }),
});
