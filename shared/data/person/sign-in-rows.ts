import * as z from 'zod';
import { lazily, type Shape } from '../../domain/lazily.ts';
import { defineRow, key } from '../define-row.ts';

const SignIn = lazily(() => z.strictObject({ issuer: z.string(), subject: z.string(), person: z.string(), version: z.int().min(1) }));
type SignIn = Shape<typeof SignIn>;

/** SIGNIN#<issuer>#<subject> | #   the person who signs in with an identity of the identity provider (X1) */
export const signInRow = defineRow<SignIn, { issuer: string; subject: string }>({
  type: 'SignIn',
  schema: SignIn,
  primary: ({ issuer, subject }) => ({ pk: key('SIGNIN', issuer, subject), sk: '#' }),
});
