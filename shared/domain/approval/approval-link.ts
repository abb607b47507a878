import * as z from 'zod';
import { day, type Instant, plus } from '../clock.ts';
import { lazily, type Shape } from '../lazily.ts';
import { sha256 } from '../sha256.ts';
import { Id, StoredTime } from '../values.ts';

/**
 * The way of one person to decide on one revision of one change (P6). The token itself is mailed and never kept: the row has its hash.
 * Viewing is repeatable; deciding happens once, by the change's own rules.
 */
export const ApprovalLink = lazily(() =>
  z.strictObject({
    hash: z.string(),
    change: Id(),
    revision: z.int().min(1),
    person: Id(),
    /** Hash of the person's own address when the link was made: another address voids the link (P6). */
    address: z.string(),
    /** The change's approval deadline. */
    expiresAt: StoredTime(),
    version: z.literal(1),
  }),
);
export type ApprovalLink = Shape<typeof ApprovalLink>;

/** 256 random bits as hexadecimal (P6). */
export const tokenBytes = 32;

/** Whether this can be one of our tokens at all: a malformed one costs no read. */
export const isToken = (token: string): boolean => /^[0-9a-f]{64}$/.test(token);

export const hashOfToken = (token: string): string => sha256(token);
export const hashOfAddress = (address: string): string => sha256(address.trim().toLowerCase());

/** An expired link still tells why for so long; then it is unknown. */
const explainedFor = 7 * day;
export const explainedUntil = ({ expiresAt }: Pick<ApprovalLink, 'expiresAt'>): Instant => plus(expiresAt, explainedFor);
