import { type Instant, plus } from '../../domain/clock.ts';
import type { OutageRepository } from '../../domain/outage/outage-repository.ts';
import { key, last } from '../define-row.ts';
import { listRows } from '../list-rows.ts';
import { readRow, readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { alertOutageRow, longOutage, outageRow, serviceImpairmentsRow } from './outage-rows.ts';

export const outageRepository = (records: Records): OutageRepository => {
  /** The outages whose place in an index is in a range. A figure needs all of them, and a row that cannot be read is an error. */
  const inRange = async (index: 'bySelector' | 'byTime', service: string, range: { readonly from: string; readonly to: string }) => {
    const entries = await records.entries({ index, partition: key('OUTAGE', service), ...range });
    const rows = entries.length === 0 ? [] : await records.readMany(entries);
    return rows.map((row) => readRow(records, outageRow, row));
  };
  return {
    find: async (id) => {
      const row = await records.read(outageRow.key({ id }));
      return row && readRows(records, outageRow, [row])[0];
    },
    save: outageRow.save,
    findAlert: async (episode) => {
      const row = await records.read(alertOutageRow.key({ episode }));
      return row && readRow(records, alertOutageRow, row);
    },
    saveAlert: alertOutageRow.save,
    findImpairments: async (service) => {
      const row = await records.read(serviceImpairmentsRow.key({ service }));
      return row && readRow(records, serviceImpairmentsRow, row);
    },
    saveImpairments: serviceImpairmentsRow.save,
    page: (service, { from, to, ...request }) =>
      listRows(records, outageRow, {
        ...request,
        index: 'bySelector',
        partitions: [key('OUTAGE', service)],
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      }),
    overlapping: async (service, from: Instant, to: Instant) => {
      const recent = await inRange('bySelector', service, { from: plus(from, -longOutage), to });
      const long = await inRange('byTime', service, { from: key(from, last), to: last });
      const found = new Map([...recent, ...long].map((outage) => [outage.id, outage]));
      return [...found.values()]
        .filter((outage) => outage.start < to && (outage.end === undefined || outage.end > from))
        .toSorted((one, other) => (one.start < other.start ? -1 : 1));
    },
  };
};
