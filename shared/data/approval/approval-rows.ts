import * as z from 'zod';
import { type ApprovalCodes, codeLimits } from '../../domain/approval/approval-codes.ts';
import { type ApprovalLink, explainedUntil } from '../../domain/approval/approval-link.ts';
import { lazily } from '../../domain/lazily.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';

const ApprovalLinkRow = lazily(() =>
  z.strictObject({
    hash: z.string(),
    change: Id(),
    revision: z.int().min(1),
    person: Id(),
    addressVersion: z.int().min(0),
    lastAskedAt: StoredTime(),
    expiresAt: StoredTime(),
    version: z.literal(1),
  }),
);

const IssuedCodeRow = () =>
  z.strictObject({
    hmac: z.string(),
    link: z.string(),
    revision: z.int().min(1),
    sentAt: StoredTime(),
    expiresAt: StoredTime(),
    tries: z.int().min(0),
  });

const ApprovalCodesRow = lazily(() =>
  z.strictObject({ change: Id(), person: Id(), codes: z.array(IssuedCodeRow()).max(codeLimits.aChange), version: z.int().min(1) }),
);

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
