import { Credential, type CredentialRepository } from '../../domain/token/credential.ts';
import { defineItem, key } from '../define-item.ts';
import type { Records } from '../records.ts';

/** CREDENTIAL#<kind>#<id> | #   hashes of a client's or a monitor's tokens (X1) */
const credentialItem = defineItem<Credential, Pick<Credential, 'kind' | 'id'>>({
  type: 'Credential',
  schema: Credential,
  primary: ({ kind, id }) => ({ pk: key('CREDENTIAL', kind, id), sk: '#' }),
});

export const credentialRepository = (records: Records): CredentialRepository => ({
  find: async (kind, id) => {
    const row = await records.read(credentialItem.key({ kind, id }));
    return row && credentialItem.fromRow(row);
  },
  save: credentialItem.save,
  remove: credentialItem.remove,
});
