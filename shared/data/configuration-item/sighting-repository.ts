import type { CiSightingRepository } from '../../domain/configuration-item/sighting.ts';
import { shardsOf } from '../define-row.ts';
import { listRows } from '../list-rows.ts';
import { readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { sightingRow } from './sighting-rows.ts';

export const sightingRepository = (records: Records): CiSightingRepository => ({
  findMany: async (items) => {
    if (items.length === 0) return [];
    return readRows(records, sightingRow, await records.readMany(items.map((item) => sightingRow.key({ item }))));
  },
  save: sightingRow.save,
  remove: sightingRow.remove,
  // The list is read by an index, which may be behind, so the rows are compared again.
  pageBefore: (before, request) =>
    listRows(records, sightingRow, {
      ...request,
      index: 'byTime',
      partitions: shardsOf('SIGHTING'),
      to: before,
      keep: ({ lastSeenAt }) => lastSeenAt < before,
    }),
});
