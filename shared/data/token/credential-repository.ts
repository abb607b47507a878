import type { CredentialRepository } from '../../domain/token/credential.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { credentialRow } from './credential-rows.ts';

export const credentialRepository = (records: Records): CredentialRepository => ({
  find: async (kind, id) => {
    const row = await records.read(credentialRow.key({ kind, id }));
    return row && readRow(records, credentialRow, row);
  },
  save: credentialRow.save,
  remove: credentialRow.remove,
});
