import { UnauthorizedChange } from '../../domain/unauthorized-change/unauthorized-change.ts';
import { defineRow, key, shardOf } from '../define-row.ts';

/**
 * UNAUTHORIZED#<id> | #                    a change of a live CI that nobody approved (A7)
 * inOrder: UNAUTHORIZED#<shard> | <id>     all of them, in order of detection
 * byTime: UNAUTHORIZED#<shard> | <detectedAt>#<id>   those of a period
 */
export const unauthorizedChangeRow = defineRow<UnauthorizedChange, { id: string }>({
  type: 'UnauthorizedChange',
  schema: UnauthorizedChange,
  primary: ({ id }) => ({ pk: key('UNAUTHORIZED', id), sk: '#' }),
  indexes: ({ id, detectedAt }) => ({
    inOrder: [key('UNAUTHORIZED', shardOf(id)), id],
    byTime: [key('UNAUTHORIZED', shardOf(id)), key(detectedAt, id)],
  }),
});
