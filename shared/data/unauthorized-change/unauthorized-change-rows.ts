import { UnauthorizedChange } from '../../domain/unauthorized-change/unauthorized-change.ts';
import { defineRow, key, shardOf } from '../define-row.ts';

/**
 * UNAUTHORIZED#<id> | #                    a change of a live CI that nobody approved (A7)
 * inOrder: UNAUTHORIZED#<shard> | <id>     all of them, in order of detection
 */
export const unauthorizedChangeRow = defineRow<UnauthorizedChange, { id: string }>({
  type: 'UnauthorizedChange',
  schema: UnauthorizedChange,
  primary: ({ id }) => ({ pk: key('UNAUTHORIZED', id), sk: '#' }),
  indexes: ({ id }) => ({ inOrder: [key('UNAUTHORIZED', shardOf(id)), id] }),
});
