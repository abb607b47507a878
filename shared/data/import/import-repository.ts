import { importOutcomes } from '../../domain/import/import.ts';
import type { ImportRepository } from '../../domain/import/import-repository.ts';
import { key, shardsOf } from '../define-row.ts';
import { listRows } from '../list-rows.ts';
import { readRow, readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { importClaimRow, importResultRow, importRow, lineKey } from './import-rows.ts';

export const importRepository = (records: Records): ImportRepository => ({
  find: async (id) => {
    const row = await records.read(importRow.key({ id }));
    return row && readRow(records, importRow, row);
  },
  save: importRow.save,
  page: (request, keep) =>
    listRows(records, importRow, { ...request, index: 'inOrder', partitions: shardsOf('IMPORT'), descending: true, keep }),
  saveResults: (results) => results.map(importResultRow.save),
  resultsFrom: async (id, line) => {
    const partitions = importOutcomes.map((outcome) => key('IMPORT-ROW', id, outcome));
    const rows = await Promise.all(partitions.map((partition) => records.query({ partition, from: lineKey(line) })));
    return readRows(records, importResultRow, rows.flat());
  },
  pageOfResults: (id, request, outcome) =>
    listRows(records, importResultRow, {
      ...request,
      partitions: (outcome === undefined ? importOutcomes : [outcome]).map((each) => key('IMPORT-ROW', id, each)),
    }),
  claimed: async (id, keys) => {
    const rows = await records.readMany(keys.map((each) => importClaimRow.key({ import: id, key: each })));
    return new Map(readRows(records, importClaimRow, rows).map((claim) => [claim.key, claim.line]));
  },
  saveClaims: (claims) => claims.map(importClaimRow.save),
});
