import { day, type Instant, plus } from '../clock.ts';
import { sha256 } from '../sha256.ts';

/**
 * A link with which one person can answer one question without signing in (P6). The token is mailed and never stored; the row has its hash.
 * The page can be opened any number of times. The person can answer only once, because what is asked about accepts one answer.
 */
export interface MailedLink {
  readonly hash: string;
  readonly person: string;
  /** Which revision the person was asked about. Always 1 for what is never edited. */
  readonly revision: number;
  /** The version of the person's mail address when the link was created. If the address changes, the link is void for good (P6). */
  readonly addressVersion: number;
  /** The last moment at which the person can answer with the link. */
  readonly expiresAt: Instant;
  readonly version: 1;
}

/** The length of a token in bytes: 256 random bits, written in hexadecimal (P6). */
export const tokenBytes = 32;

/** Whether this has the form of a token. A malformed token is rejected without reading the table. */
export const isToken = (token: string): boolean => /^[0-9a-f]{64}$/.test(token);

export const hashOfToken = (token: string): string => sha256(token);

/** For how long the page of an expired link still shows why it is closed, in milliseconds. After that, the link is unknown. */
const explainedFor = 7 * day;
export const explainedUntil = ({ expiresAt }: Pick<MailedLink, 'expiresAt'>): Instant => plus(expiresAt, explainedFor);
