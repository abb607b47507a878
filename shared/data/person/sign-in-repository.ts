import type { SignInRepository } from '../../domain/person/sign-in.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { signInRow } from './sign-in-rows.ts';

export const signInRepository = (records: Records): SignInRepository => ({
  linkOf: async (identity) => {
    const row = await records.read(signInRow.key(identity));
    return row && readRow(records, signInRow, row);
  },
  join: ({ issuer, subject }, person, before) => signInRow.save({ issuer, subject, person, version: (before?.version ?? 0) + 1 }),
});
