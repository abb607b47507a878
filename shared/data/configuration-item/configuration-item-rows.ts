import { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { defineRow, key, shardOf } from '../define-row.ts';

/**
 * ITEM#<id> | #ci                        the operating view (C1)
 * inOrder: CI#<shard> | <id>             all CIs, in the order made
 */
export const configurationItemRow = defineRow<ConfigurationItem, { id: string }>({
  type: 'ConfigurationItem',
  schema: ConfigurationItem,
  primary: ({ id }) => ({ pk: key('ITEM', id), sk: '#ci' }),
  indexes: ({ id }) => ({ inOrder: [key('CI', shardOf(id)), id] }),
});
