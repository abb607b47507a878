import { ApprovalCodes } from '../../domain/approval/approval-codes.ts';
import { ApprovalLink, explainedUntil } from '../../domain/approval/approval-link.ts';
import { defineRow, key } from '../define-row.ts';

/** LINK#<hash of the token> | #   what an approver's link is for (P6) */
export const approvalLinkRow = defineRow<ApprovalLink, Pick<ApprovalLink, 'hash'>>({
  type: 'ApprovalLink',
  schema: ApprovalLink,
  primary: ({ hash }) => ({ pk: key('LINK', hash), sk: '#' }),
  expiresAt: explainedUntil,
});

/** CHANGE#<id> | CODES#<person>   the codes that a person got for a change, and their tries (P6) */
export const approvalCodesRow = defineRow<ApprovalCodes, Pick<ApprovalCodes, 'change' | 'person'>>({
  type: 'ApprovalCodes',
  schema: ApprovalCodes,
  primary: ({ change, person }) => ({ pk: key('CHANGE', change), sk: key('CODES', person) }),
});
