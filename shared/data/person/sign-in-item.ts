import * as z from 'zod';
import { lazily, type Shape } from '../../domain/lazily.ts';
import type { SignInRepository } from '../../domain/person/sign-in.ts';
import { defineItem, key } from '../define-item.ts';
import type { Records } from '../records.ts';

const SignIn = lazily(() => z.strictObject({ issuer: z.string(), subject: z.string(), person: z.string(), version: z.int().min(1) }));
type SignIn = Shape<typeof SignIn>;

/** SIGNIN#<issuer>#<subject> | #   which person an identity of the provider is (X1) */
const signInItem = defineItem<SignIn, { issuer: string; subject: string }>({
  type: 'SignIn',
  schema: SignIn,
  primary: ({ issuer, subject }) => ({ pk: key('SIGNIN', issuer, subject), sk: '#' }),
});

export const signInRepository = (records: Records): SignInRepository => ({
  personOf: async (identity) => {
    const row = await records.read(signInItem.key(identity));
    return row && signInItem.fromRow(row).person;
  },
  join: ({ issuer, subject }, person) => signInItem.save({ issuer, subject, person, version: 1 }),
});
