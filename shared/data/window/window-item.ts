import { day, type Instant, plus } from '../../domain/clock.ts';
import { missing } from '../../domain/errors.ts';
import { longestWindowDays, ScopeEntry, Window } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import { defineItem, key, last, shardOf, shardsOf } from '../define-item.ts';
import { listRows } from '../list-rows.ts';
import type { Records } from '../records.ts';

/**
 * WINDOW#<id> | #                      the window; alone says whether it is in force (T6)
 * byTime: WINDOW#<shard> | <start>#<id>   windows by their start
 */
const windowItem = defineItem<Window, { id: string }>({
  type: 'Window',
  schema: Window,
  primary: ({ id }) => ({ pk: key('WINDOW', id), sk: '#' }),
  indexes: ({ id, start }) => ({ byTime: [key('WINDOW', shardOf(id)), key(start, id)] }),
});

/**
 * ITEM#<id> | WIN#<notBefore>#<window>#<revision>    a CI in a window's scope; it only says where to look (T6)
 * ITEM#<id> | PLAN#<notBefore>#<window>#<revision>   likewise of a window that keeps nothing quiet: conflicts and the gate only
 */
const entryItem = defineItem<ScopeEntry, Pick<ScopeEntry, 'item' | 'notBefore' | 'window' | 'revision' | 'suppress'>>({
  type: 'ScopeEntry',
  schema: ScopeEntry,
  primary: ({ item, notBefore, window, revision, suppress }) => ({
    pk: key('ITEM', item),
    sk: key(suppress ? 'WIN' : 'PLAN', notBefore, window, revision),
  }),
});

export const windowRepository = (records: Records): WindowRepository => {
  const entries = async (item: string, kind: 'WIN' | 'PLAN', from: Instant, to: Instant) => {
    const begin = plus(from, -longestWindowDays * day);
    const rows = await records.query({ partition: key('ITEM', item), from: key(kind, begin), to: `${key(kind, to)}${last}` });
    return rows.map(entryItem.fromRow).filter(({ latestEnd }) => latestEnd > from);
  };
  const repository: WindowRepository = {
    find: async (id) => {
      const row = await records.read(windowItem.key({ id }));
      return row && windowItem.fromRow(row);
    },
    get: async (id) => {
      const window = await repository.find(id);
      if (!window) throw missing('window', id);
      return window;
    },
    findMany: async (ids) => (await records.readMany(ids.map((id) => windowItem.key({ id })))).map(windowItem.fromRow),
    save: windowItem.save,
    saveEntry: entryItem.save,
    entriesOf: async (item, from, to, { plan = false } = {}) => [
      ...(await entries(item, 'WIN', from, to)),
      ...(plan ? await entries(item, 'PLAN', from, to) : []),
    ],
    page: ({ from, to, ...request }, keep = () => true) =>
      listRows(records, windowItem, {
        ...request,
        index: 'byTime',
        partitions: shardsOf('WINDOW'),
        from: plus(from, -longestWindowDays * day),
        to,
        keep: (window) => window.start < to && window.end > from && keep(window),
      }),
  };
  return repository;
};
