import * as z from 'zod';
import { lazily } from '../../domain/lazily.ts';
import type { Credential } from '../../domain/token/credential.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';

const CredentialRow = lazily(() =>
  z.strictObject({
    kind: z.enum(['client', 'monitor', 'feed']),
    id: Id(),
    version: z.int().min(1),
    hashes: z.array(z.strictObject({ hash: z.string(), expiresAt: StoredTime().optional() })).max(10),
  }),
);

/** CREDENTIAL#<kind>#<id> | #   the hashes of the tokens of a client, a monitor or a calendar feed (X1) */
export const credentialRow = defineRow<Credential, Pick<Credential, 'kind' | 'id'>>({
  type: 'Credential',
  schema: CredentialRow,
  primary: ({ kind, id }) => ({ pk: key('CREDENTIAL', kind, id), sk: '#' }),
});
