import type { Assignment } from '../../domain/assignment/assignment.ts';
import type { AssignmentRepository, HolderKey } from '../../domain/assignment/assignment-repository.ts';
import { key, last } from '../define-row.ts';
import { readRow } from '../read-rows.ts';
import type { Records, RowWrite } from '../records.ts';
import { assignmentRow, heldAssetRow } from './assignment-rows.ts';

/** The person or the item that has the asset. A location has no list of its own: the filter of assets by location is that list. */
const holderOf = ({ person, item }: Assignment): HolderKey | undefined => {
  if (person !== undefined) return { noun: 'person', id: person };
  return item === undefined ? undefined : { noun: 'item', id: item };
};

/** The row in the list of the holder begins and ends with the assignment, whose version check protects it (T2). */
const heldWrites = (next: Assignment, before: Assignment | undefined): readonly RowWrite[] => {
  const holder = holderOf(next);
  if (!holder) return [];
  const held = { noun: holder.noun, holder: holder.id, asset: next.asset, id: next.id, version: 1 as const };
  if (before === undefined) return [heldAssetRow.save(held)];
  return next.returnedAt === undefined || before.returnedAt !== undefined ? [] : [heldAssetRow.remove(held)];
};

export const assignmentRepository = (records: Records): AssignmentRepository => ({
  find: async (asset, id) => {
    const row = await records.read(assignmentRow.key({ asset, id }));
    return row && readRow(records, assignmentRow, row);
  },
  page: async (asset, { limit, after }) => {
    const range = { partition: key('ITEM', asset), from: 'ASSIGNMENT#', to: `ASSIGNMENT#${last}`, descending: true };
    const rows = await records.query({ ...range, limit: limit + 1, ...(after === undefined ? {} : { after }) });
    const items = rows.slice(0, limit).map((row) => readRow(records, assignmentRow, row));
    return { items, ...(rows.length > limit ? { nextCursor: rows[limit - 1]?.sk } : {}) };
  },
  heldBy: async ({ noun, id }) => {
    const held = await records.query({ partition: key('HOLDER', noun, id) });
    const keys = held.map((row) => assignmentRow.key(readRow(records, heldAssetRow, row)));
    const rows = await records.readMany(keys);
    return rows.map((row) => readRow(records, assignmentRow, row)).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  },
  save: (next, before) => [assignmentRow.save(next), ...heldWrites(next, before)],
});
