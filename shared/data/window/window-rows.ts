import { ScopeEntry, Window } from '../../domain/window/window.ts';
import { defineRow, key, shardOf } from '../define-row.ts';

/**
 * WINDOW#<id> | #                      the window; alone says whether it is in force (T6)
 * byTime: WINDOW#<shard> | <start>#<id>   windows by their start
 */
export const windowRow = defineRow<Window, { id: string }>({
  type: 'Window',
  schema: Window,
  primary: ({ id }) => ({ pk: key('WINDOW', id), sk: '#' }),
  indexes: ({ id, start }) => ({ byTime: [key('WINDOW', shardOf(id)), key(start, id)] }),
});

/**
 * ITEM#<id> | WIN#<notBefore>#<window>#<revision>    a CI in a window's scope; it only says where to look (T6)
 * ITEM#<id> | PLAN#<notBefore>#<window>#<revision>   likewise of a window that keeps nothing quiet: conflicts and the gate only
 */
export const scopeEntryRow = defineRow<ScopeEntry, Pick<ScopeEntry, 'item' | 'notBefore' | 'window' | 'revision' | 'suppress'>>({
  type: 'ScopeEntry',
  schema: ScopeEntry,
  primary: ({ item, notBefore, window, revision, suppress }) => ({
    pk: key('ITEM', item),
    sk: key(suppress ? 'WIN' : 'PLAN', notBefore, window, revision),
  }),
  expiresAt: ({ expiresAt }) => expiresAt,
});
