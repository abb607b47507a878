import { Export } from '../../domain/export/export.ts';
import { keptUntil } from '../../domain/import/transfer.ts';
import { defineRow, key, shardOf } from '../define-row.ts';

/**
 * EXPORT#<id> | #                    an export and how far it has come (I5)
 * inOrder: EXPORT#<shard> | <id>     all exports, in order of creation
 */
export const exportRow = defineRow<Export, { id: string }>({
  type: 'Export',
  schema: Export,
  primary: ({ id }) => ({ pk: key('EXPORT', id), sk: '#' }),
  indexes: ({ id }) => ({ inOrder: [key('EXPORT', shardOf(id)), id] }),
  expiresAt: ({ createdAt }) => keptUntil(createdAt),
});
