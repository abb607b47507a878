import type { ApprovalLinkRepository } from '../../domain/approval/approval-link.ts';
import { mailedLinkRepository } from '../mailed-link/mailed-link-repository.ts';
import type { Records } from '../records.ts';
import { approvalCodesRow, approvalLinkRow } from './approval-rows.ts';

export const approvalLinkRepository = (records: Records): ApprovalLinkRepository =>
  mailedLinkRepository(records, approvalLinkRow, approvalCodesRow, ({ change, person }) => ({ change, person }));
