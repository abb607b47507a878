import { type Clock, plus } from '../../domain/clock.ts';
import type { Store, Write } from '../../domain/store.ts';
import { onFreshRows } from '../../domain/store.ts';
import type { Credential, CredentialRepository } from '../../domain/token/credential.ts';
import { type TokenKind, tokenHash, writeToken } from '../../domain/token/machine-token.ts';

interface TokenContext {
  readonly credentials: CredentialRepository;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: (bytes: number) => string;
}

/** Creates the first token of a client, monitor or calendar feed, and the write that stores its hash. The token itself is shown once and never stored. */
export const issueToken =
  ({ credentials, random }: Pick<TokenContext, 'credentials' | 'random'>) =>
  (kind: TokenKind, id: string): { readonly token: string; readonly write: Write } => {
    const secret = random(32);
    return {
      token: writeToken({ kind, id, secret }),
      write: credentials.save({ kind, id, version: 1, hashes: [{ hash: tokenHash(secret) }] }),
    };
  };

/** Creates a new token. The old tokens stay valid until the overlap (in milliseconds) has passed (M1). */
export const rotateToken = (context: TokenContext) => (kind: TokenKind, id: string, overlapMillis: number) =>
  onFreshRows(async (): Promise<string> => {
    const { credentials, store, clock, random } = context;
    const secret = random(32);
    const now = clock.now();
    const overlapEnd = plus(now, overlapMillis);
    const found = await credentials.find(kind, id);
    const validHashes = (found?.hashes ?? []).filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now);
    const expiringHashes = validHashes.map(({ expiresAt, ...token }) => ({
      ...token,
      expiresAt: expiresAt !== undefined && expiresAt < overlapEnd ? expiresAt : overlapEnd,
    }));
    const next: Credential = {
      ...found,
      kind,
      id,
      version: (found?.version ?? 0) + 1,
      hashes: [{ hash: tokenHash(secret) }, ...expiringHashes].slice(0, 10),
    };
    await store.commit([credentials.save(next)]);
    return writeToken({ kind, id, secret });
  });
