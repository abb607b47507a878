import type { ApprovalLinkRepository } from '../../domain/approval/approval-link-repository.ts';
import type { Records } from '../records.ts';
import { approvalCodesRow, approvalLinkRow } from './approval-rows.ts';

export const approvalLinkRepository = (records: Records): ApprovalLinkRepository => ({
  find: async (hash) => {
    const row = await records.read(approvalLinkRow.key({ hash }));
    return row && approvalLinkRow.fromRow(row);
  },
  save: approvalLinkRow.save,
  codes: async (change, person) => {
    const row = await records.read(approvalCodesRow.key({ change, person }));
    return row && approvalCodesRow.fromRow(row);
  },
  saveCodes: approvalCodesRow.save,
});
