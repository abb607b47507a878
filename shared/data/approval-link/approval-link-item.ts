import { ApprovalCodes } from '../../domain/approval-link/approval-codes.ts';
import { ApprovalLink, explainedUntil } from '../../domain/approval-link/approval-link.ts';
import type { ApprovalLinkRepository } from '../../domain/approval-link/approval-link-repository.ts';
import { defineItem, key } from '../define-item.ts';
import type { Records } from '../records.ts';

/** LINK#<hash of the token> | #   what an approver's link is for (P6) */
const linkItem = defineItem<ApprovalLink, Pick<ApprovalLink, 'hash'>>({
  type: 'ApprovalLink',
  schema: ApprovalLink,
  primary: ({ hash }) => ({ pk: key('LINK', hash), sk: '#' }),
  expiresAt: explainedUntil,
});

/** CHANGE#<id> | CODES#<person>   the codes that a person got for a change, and their tries (P6) */
const codesItem = defineItem<ApprovalCodes, Pick<ApprovalCodes, 'change' | 'person'>>({
  type: 'ApprovalCodes',
  schema: ApprovalCodes,
  primary: ({ change, person }) => ({ pk: key('CHANGE', change), sk: key('CODES', person) }),
});

export const approvalLinkRepository = (records: Records): ApprovalLinkRepository => ({
  find: async (hash) => {
    const row = await records.read(linkItem.key({ hash }));
    return row && linkItem.fromRow(row);
  },
  save: linkItem.save,
  codes: async (change, person) => {
    const row = await records.read(codesItem.key({ change, person }));
    return row && codesItem.fromRow(row);
  },
  saveCodes: codesItem.save,
});
