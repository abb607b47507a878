import { Credential } from '../../domain/token/credential.ts';
import { defineRow, key } from '../define-row.ts';

/** CREDENTIAL#<kind>#<id> | #   hashes of a client's or a monitor's tokens (X1) */
export const credentialRow = defineRow<Credential, Pick<Credential, 'kind' | 'id'>>({
  type: 'Credential',
  schema: Credential,
  primary: ({ kind, id }) => ({ pk: key('CREDENTIAL', kind, id), sk: '#' }),
});
