import type { UnmappedRepository } from '../../domain/monitor/unmapped.ts';
import { baseShardOf, key } from '../define-row.ts';
import { readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { unmappedSlots } from '../table.ts';
import { unmappedAlertsRow } from './unmapped-rows.ts';

export const unmappedRepository = (records: Records): UnmappedRepository => ({
  slotOf: (tried, name) => baseShardOf(JSON.stringify(name === undefined ? tried : [name]), unmappedSlots),
  find: async (monitor, slots) =>
    readRows(records, unmappedAlertsRow, await records.readMany(slots.map((slot) => unmappedAlertsRow.key({ monitor, slot })))),
  of: async (monitor) => {
    const rows = readRows(records, unmappedAlertsRow, await records.query({ partition: key('UNMAPPED', monitor) }));
    return rows.toSorted((one, other) => (one.lastReceivedAt > other.lastReceivedAt ? -1 : 1));
  },
  save: unmappedAlertsRow.save,
});
