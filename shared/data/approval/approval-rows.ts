import * as z from 'zod';
import type { ApprovalCodes, ApprovalLink } from '../../domain/approval/approval-link.ts';
import { lazily } from '../../domain/lazily.ts';
import { explainedUntil } from '../../domain/mailed-link/mailed-link.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';
import { codesFields, linkFields } from '../mailed-link/link-fields.ts';

const ApprovalLinkRow = lazily(() => z.strictObject({ ...linkFields(), change: Id(), for: Id().optional(), lastAskedAt: StoredTime() }));
const ApprovalCodesRow = lazily(() => z.strictObject({ ...codesFields(), change: Id(), person: Id() }));

/** LINK#<hash of the token> | #   the change, revision and approver that a link is for (P6) */
export const approvalLinkRow = defineRow<ApprovalLink, Pick<ApprovalLink, 'hash'>>({
  type: 'ApprovalLink',
  schema: ApprovalLinkRow,
  primary: ({ hash }) => ({ pk: key('LINK', hash), sk: '#' }),
  expiresAt: explainedUntil,
});

/** CHANGE#<id> | CODES#<person>   the codes sent to a person for a change, and how often each was tried (P6) */
export const approvalCodesRow = defineRow<ApprovalCodes, Pick<ApprovalCodes, 'change' | 'person'>>({
  type: 'ApprovalCodes',
  schema: ApprovalCodesRow,
  primary: ({ change, person }) => ({ pk: key('CHANGE', change), sk: key('CODES', person) }),
  retention: { kind: 'codes', since: ({ codes }) => codes.at(-1)?.sentAt },
});
