import type { HistoryRepository } from '../../domain/history/history-repository.ts';
import { key, last } from '../define-row.ts';
import { listRows } from '../list-rows.ts';
import { readRow, readRows } from '../read-rows.ts';
import type { IndexEntry, Records } from '../records.ts';
import { rowsOfDay } from '../rows-of-day.ts';
import { formerDependantRow, looseHeadRow, versionRow } from './history-rows.ts';

/** Times begin with a digit. The rows before them are the ends of chains. */
const firstTime = '0';

/** The last entry of each part of an item. */
const newestOfParts = (entries: readonly IndexEntry[]): readonly IndexEntry[] => {
  const inOrder = entries.toSorted((one, other) => (one.sk < other.sk ? -1 : 1));
  return [...new Map(inOrder.map((entry) => [`${entry.pk} ${entry.sk.split('#')[1]}`, entry])).values()];
};

export const historyRepository = (records: Records): HistoryRepository => {
  const query = (item: string, to: string, limit?: number) =>
    records.query({ partition: key('HISTORY', item), from: firstTime, to, ...(limit === undefined ? {} : { limit }) });
  return {
    page: (ids, request) => listRows(records, versionRow, { ...request, partitions: ids.map((id) => key('HISTORY', id)), from: firstTime }),
    versions: async (item, until) =>
      (await query(item, until === undefined ? last : key(until, last))).map((row) => readRow(records, versionRow, row)),
    rows: async (item) =>
      (await query(item, last)).map((row) => {
        const [at = '', facet = '', version] = row.sk.split('#');
        return { at, facet, version: Number(version), content: readRows(records, versionRow, [row])[0] };
      }),
    newestOfDay: async (date) => (await rowsOfDay(records, 'VERSION', date, newestOfParts)).map((row) => readRow(records, versionRow, row)),
    has: async (item) => (await records.query({ partition: key('HISTORY', item), limit: 1 })).length > 0,
    add: versionRow.add,
    looseHead: async (item, facet) => {
      const row = await records.read(looseHeadRow.key({ item, facet }));
      return row && readRow(records, looseHeadRow, row);
    },
    saveLooseHead: looseHeadRow.save,
    saveFormerDependant: (item, source) => ({ ...formerDependantRow.save({ item, source, version: 1 }), when: 'any' }),
    formerDependants: async (item, limit) =>
      (await records.query({ partition: key('FORMER', item), limit })).map((row) => readRow(records, formerDependantRow, row).source),
  };
};
