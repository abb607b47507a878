import * as z from 'zod';
import { relationTypes } from '../../domain/configuration-item/configuration-item.ts';
import type { EdgeShard } from '../../domain/item/relation-repository.ts';
import { lazily } from '../../domain/lazily.ts';
import { Id } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';

const EdgeRow = lazily(() => {
  const part = z.strictObject({ group: z.string(), minimumUp: z.union([z.int(), z.string()]), members: z.int().min(1) });
  return z.strictObject({
    item: Id(),
    direction: z.enum(['in', 'out']),
    shard: z.int().min(0),
    shards: z.int().min(1).optional(),
    version: z.int().min(1),
    edges: z.array(
      z.strictObject({ type: z.enum(relationTypes), item: Id(), redundancy: z.array(part).optional(), share: z.string().optional() }),
    ),
  });
});

/**
 * ITEM#<id> | EDGES#IN#<shard>, EDGES#OUT#<shard>   the relations that have the item as target, and as source (T7). Row 0 says how many rows
 * there are
 */
export const edgesRow = defineRow<EdgeShard, Pick<EdgeShard, 'item' | 'direction' | 'shard'>>({
  type: 'Edges',
  schema: EdgeRow,
  primary: ({ item, direction, shard }) => ({ pk: key('ITEM', item), sk: key('EDGES', direction.toUpperCase(), shard) }),
});
