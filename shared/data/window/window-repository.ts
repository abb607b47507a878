import { day, type Instant, plus } from '../../domain/clock.ts';
import { missing } from '../../domain/errors.ts';
import { longestWindowDays } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import { key, last, shardsOf } from '../define-row.ts';
import { earliestIn } from '../earliest.ts';
import { listRows } from '../list-rows.ts';
import { readRow, readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { scopeEntryRow, serviceWindowRow, windowRow } from './window-rows.ts';

export const windowRepository = (records: Records): WindowRepository => {
  const entries = async (item: string, kind: 'WIN' | 'PLAN', from: Instant, to: Instant) => {
    const begin = plus(from, -longestWindowDays * day);
    const rows = await records.query({ partition: key('ITEM', item), from: key(kind, begin), to: `${key(kind, to)}${last}` });
    return readRows(records, scopeEntryRow, rows).filter(({ latestEnd }) => latestEnd > from);
  };
  const repository: WindowRepository = {
    get restoreEpoch() {
      return records.restoreEpoch;
    },
    find: async (id) => {
      const row = await records.read(windowRow.key({ id }));
      return row && readRow(records, windowRow, row);
    },
    get: async (id) => {
      const window = await repository.find(id);
      if (!window) throw missing('window', id);
      return window;
    },
    findMany: async (ids) => readRows(records, windowRow, await records.readMany(ids.map((id) => windowRow.key({ id })))),
    unreadableAt: async (at) => {
      const range = { from: plus(at, -longestWindowDays * day), to: `${at}${last}` };
      const shards = shardsOf('WINDOW').map((partition) => records.entries({ index: 'byTime', partition, ...range }));
      const started = (await Promise.all(shards)).flat();
      const present = started.filter(({ position }) => at < (position.split('#')[1] ?? ''));
      const unreadable: string[] = [];
      readRows(records, windowRow, await records.readMany(present), ({ pk }) => void unreadable.push(pk.slice('WINDOW#'.length)));
      return unreadable;
    },
    save: windowRow.save,
    saveEntry: scopeEntryRow.save,
    // A figure without one of the windows would be wrong, so a row that cannot be read is an error.
    ofService: async (service, from, to) => {
      const rows = await records.query({ partition: key('SERVICE', service), from: plus(from, -longestWindowDays * day), to });
      return rows.map((row) => readRow(records, serviceWindowRow, row));
    },
    saveServiceWindow: serviceWindowRow.save,
    entriesOf: async (item, from, to, { plan = false } = {}) => [
      ...(await entries(item, 'WIN', from, to)),
      ...(plan ? await entries(item, 'PLAN', from, to) : []),
    ],
    firstUnsettledEnd: () => earliestIn(records, { index: 'bySelector', partitions: shardsOf('UNSETTLED') }),
    page: ({ from, to, ...request }, keep = () => true) =>
      listRows(records, windowRow, {
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
