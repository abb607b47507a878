import { day, type Instant, plus } from '../clock.ts';
import { sha256 } from '../sha256.ts';

/**
 * A link by which one person can decide on one revision of one change (P6). The token itself is mailed and never stored: the row has its
 * hash. The page can be read again and again; deciding happens once, by the rules of the change.
 */
export interface ApprovalLink {
  readonly hash: string;
  readonly change: string;
  readonly revision: number;
  readonly person: string;
  /** Hash of the person's own address when the link was made. Another address voids the link (P6). */
  readonly address: string;
  /** The change's approval deadline. */
  readonly expiresAt: Instant;
  readonly version: 1;
}

/** 256 random bits as hexadecimal (P6). */
export const tokenBytes = 32;

/** Whether this has the form of a token. A malformed one costs no read. */
export const isToken = (token: string): boolean => /^[0-9a-f]{64}$/.test(token);

export const hashOfToken = (token: string): string => sha256(token);
export const hashOfAddress = (address: string): string => sha256(address.trim().toLowerCase());

/** For so long an expired link still says why it is closed; after that it is unknown. */
const explainedFor = 7 * day;
export const explainedUntil = ({ expiresAt }: Pick<ApprovalLink, 'expiresAt'>): Instant => plus(expiresAt, explainedFor);
