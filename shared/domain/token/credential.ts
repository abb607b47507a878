import type { Instant } from '../clock.ts';
import type { Write } from '../store.ts';
import { isTokenOf, type MachineToken, type TokenKind } from './machine-token.ts';

/** Hashes of the tokens of a client, monitor or calendar feed: the newest, and older ones until they expire (by default, a day after a rotation). */
export interface Credential {
  readonly kind: TokenKind;
  readonly id: string;
  readonly version: number;
  readonly hashes: readonly { readonly hash: string; readonly expiresAt?: Instant | undefined }[];
}

export interface CredentialRepository {
  find(kind: TokenKind, id: string): Promise<Credential | undefined>;
  save(credential: Credential): Write;
  remove(credential: Credential): Write;
}

/** Whether the token is valid at `now`. */
export const accepts = (credential: Credential, { secret }: MachineToken, now: Instant): boolean =>
  credential.hashes.some(({ hash, expiresAt }) => (expiresAt === undefined || expiresAt > now) && isTokenOf(secret, hash));
