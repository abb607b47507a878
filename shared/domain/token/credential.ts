import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { lazily, type Shape } from '../lazily.ts';
import type { Write } from '../store.ts';
import { Id, StoredTime } from '../values.ts';
import { isTokenOf, type MachineToken, type TokenKind } from './machine-token.ts';

/** Hashes of the tokens of a client or monitor: the newest, and older ones until they end (rotation keeps the old one for a day). */
export const Credential = lazily(() =>
  z.strictObject({
    kind: z.enum(['client', 'monitor']),
    id: Id(),
    version: z.int().min(1),
    hashes: z.array(z.strictObject({ hash: z.string(), expiresAt: StoredTime().optional() })).max(10),
  }),
);
export type Credential = Shape<typeof Credential>;

export interface CredentialRepository {
  find(kind: TokenKind, id: string): Promise<Credential | undefined>;
  save(credential: Credential): Write;
  remove(credential: Credential): Write;
}

/** Whether the token is one of those that count now. */
export const accepts = (credential: Credential, { secret }: MachineToken, now: Instant): boolean =>
  credential.hashes.some(({ hash, expiresAt }) => (expiresAt === undefined || expiresAt > now) && isTokenOf(secret, hash));
