import * as z from 'zod';
import { codeLimits } from '../../domain/mailed-link/mailed-codes.ts';
import { Id, StoredTime } from '../../domain/values.ts';

/** The fields of the row of every mailed link (P6). */
export const linkFields = () => ({
  hash: z.string(),
  person: Id(),
  revision: z.int().min(1),
  addressVersion: z.int().min(0),
  expiresAt: StoredTime(),
  version: z.literal(1),
});

const IssuedCodeRow = () =>
  z.strictObject({
    hmac: z.string(),
    link: z.string(),
    revision: z.int().min(1),
    sentAt: StoredTime(),
    expiresAt: StoredTime(),
    tries: z.int().min(0),
    session: z.strictObject({ hash: z.string(), expiresAt: StoredTime() }).optional(),
  });

/** The fields of the row of mailed codes, beside its key (P6). */
export const codesFields = () => ({ codes: z.array(IssuedCodeRow()).max(codeLimits.inAll), version: z.int().min(1) });
