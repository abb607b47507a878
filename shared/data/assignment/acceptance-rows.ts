import * as z from 'zod';
import type { AcceptanceCodes, AcceptanceLink } from '../../domain/assignment/acceptance-link.ts';
import { lazily } from '../../domain/lazily.ts';
import { explainedUntil } from '../../domain/mailed-link/mailed-link.ts';
import { Id } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';
import { codesFields, linkFields } from '../mailed-link/link-fields.ts';

const AcceptanceLinkRow = lazily(() => z.strictObject({ ...linkFields(), asset: Id(), assignment: Id() }));
const AcceptanceCodesRow = lazily(() => z.strictObject({ ...codesFields(), asset: Id(), assignment: Id() }));

/** ACCEPTANCE#<hash of the token> | #   the assignment and holder that a link is for (A2, P6) */
export const acceptanceLinkRow = defineRow<AcceptanceLink, Pick<AcceptanceLink, 'hash'>>({
  type: 'AcceptanceLink',
  schema: AcceptanceLinkRow,
  primary: ({ hash }) => ({ pk: key('ACCEPTANCE', hash), sk: '#' }),
  expiresAt: explainedUntil,
});

/** ITEM#<asset> | CODES#<assignment>   the codes sent to the holder for an assignment, and how often each was tried (A2, P6) */
export const acceptanceCodesRow = defineRow<AcceptanceCodes, Pick<AcceptanceCodes, 'asset' | 'assignment'>>({
  type: 'AcceptanceCodes',
  schema: AcceptanceCodesRow,
  primary: ({ asset, assignment }) => ({ pk: key('ITEM', asset), sk: key('CODES', assignment) }),
  retention: { kind: 'codes', since: ({ codes }) => codes.at(-1)?.sentAt },
});
