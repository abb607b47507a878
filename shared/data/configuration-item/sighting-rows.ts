import { CiSighting } from '../../domain/configuration-item/sighting.ts';
import { defineRow, key, shardOf } from '../define-row.ts';

/**
 * SIGHTING#<item> | #                             when an import found a CI for the last time (I5)
 * byTime: SIGHTING#<shard> | <time>#<item>        all of them, the earliest first
 */
export const sightingRow = defineRow<CiSighting, Pick<CiSighting, 'item'>>({
  type: 'CiSighting',
  schema: CiSighting,
  primary: ({ item }) => ({ pk: key('SIGHTING', item), sk: '#' }),
  indexes: ({ item, lastSeenAt }) => ({ byTime: [key('SIGHTING', shardOf(item)), key(lastSeenAt, item)] }),
});
