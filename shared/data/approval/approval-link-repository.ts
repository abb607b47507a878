import type { ApprovalLinkRepository } from '../../domain/approval/approval-link-repository.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { approvalCodesRow, approvalLinkRow } from './approval-rows.ts';

export const approvalLinkRepository = (records: Records): ApprovalLinkRepository => ({
  find: async (hash) => {
    const row = await records.read(approvalLinkRow.key({ hash }));
    return row && readRow(records, approvalLinkRow, row);
  },
  save: approvalLinkRow.save,
  codes: async (change, person) => {
    const row = await records.read(approvalCodesRow.key({ change, person }));
    return row && readRow(records, approvalCodesRow, row);
  },
  saveCodes: approvalCodesRow.save,
});
