import type { SignInRepository } from '../../domain/person/sign-in.ts';
import { readRow } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { signInRow } from './sign-in-rows.ts';

export const signInRepository = (records: Records): SignInRepository => ({
  personOf: async (identity) => {
    const row = await records.read(signInRow.key(identity));
    return row && readRow(records, signInRow, row).person;
  },
  join: ({ issuer, subject }, person) => signInRow.save({ issuer, subject, person, version: 1 }),
});
