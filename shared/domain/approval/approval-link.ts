import { day, type Instant, plus } from '../clock.ts';
import { sha256 } from '../sha256.ts';

/**
 * A link with which one person can decide on one revision of one change (P6). The token is mailed and never stored; the row has its hash.
 * The page can be opened any number of times. The person can decide only once, because the change accepts one decision of each person.
 */
export interface ApprovalLink {
  readonly hash: string;
  readonly change: string;
  readonly revision: number;
  readonly person: string;
  /** The version of the person's mail address when the link was created. If the address changes, the link is void for good (P6). */
  readonly addressVersion: number;
  /** When the person was last asked: for an earlier revision, or by this link. The page shows what was edited since. */
  readonly lastAskedAt: Instant;
  /** The change's approval deadline. */
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
export const explainedUntil = ({ expiresAt }: Pick<ApprovalLink, 'expiresAt'>): Instant => plus(expiresAt, explainedFor);
