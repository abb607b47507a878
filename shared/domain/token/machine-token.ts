import { timingSafeEqual } from 'node:crypto';
import { sha256 } from '../sha256.ts';

/** What a token is issued for. That of a calendar feed opens the feed only, and does not sign in. */
export type TokenKind = 'client' | 'monitor' | 'feed';

export interface MachineToken {
  readonly kind: TokenKind;
  readonly id: string;
  readonly secret: string;
}

const checksum = (head: string): string => sha256(head).slice(0, 8);

/** Formats a token: `qs_<kind>_<id>_<secret>_<checksum>` (X1). The id has no dashes, and the secret is 256 random bits in hexadecimal. */
export const writeToken = ({ kind, id, secret }: MachineToken): string => {
  const head = `qs_${kind}_${id.replaceAll('-', '')}_${secret}`;
  return `${head}_${checksum(head)}`;
};

/** The parts of a token, or `undefined` if it is malformed. A malformed token is rejected without reading the table (X1). */
export const readToken = (token: string): MachineToken | undefined => {
  const match = /^(qs_(client|monitor|feed)_([0-9a-f]{32})_([0-9a-f]{64}))_([0-9a-f]{8})$/.exec(token);
  if (!match) return undefined;
  const [, head = '', kind, id = '', secret = '', check = ''] = match;
  if (checksum(head) !== check) return undefined;
  return { kind: kind as TokenKind, id: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), secret };
};

/** The hash of a secret, which is stored instead of it. The secret has 256 random bits, so a fast hash is enough. */
export const tokenHash = (secret: string): string => sha256(secret);

/** Whether the hash is that of the secret. The comparison takes constant time. */
export const isTokenOf = (secret: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(tokenHash(secret)), Buffer.from(hash.padEnd(64).slice(0, 64)));
