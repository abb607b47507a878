import { createHmac, timingSafeEqual } from 'node:crypto';
import { hour, type Instant, millis, minute, plus } from '../clock.ts';
import { DomainError, mismatch } from '../errors.ts';
import type { MailedLink } from './mailed-link.ts';

/**
 * The limits of codes (P6): tries for each code, codes in an hour, and codes for one person and what they are asked about. `life`: how long
 * a code is valid, in milliseconds (P5).
 */
export const codeLimits = { tries: 5, anHour: 3, inAll: 10, life: 10 * minute } as const;

/** How long a code is valid, for mails and pages. */
export const codeLife = `${codeLimits.life / minute} minutes`;

/** A code that was mailed. The key of its HMAC is the link's token, which is not stored, so codes cannot be guessed with a leaked table. */
export interface IssuedCode {
  readonly hmac: string;
  /** Hash of the link that it was issued for. */
  readonly link: string;
  readonly revision: number;
  readonly sentAt: Instant;
  readonly expiresAt: Instant;
  readonly tries: number;
}

/** All codes that were mailed to one person about one thing, whatever link they were for: a new link does not reset the limit of ten. */
export interface MailedCodes {
  readonly codes: readonly IssuedCode[];
  readonly version: number;
}

/** A code of six digits, from 64 random bits in hexadecimal. */
export const codeOf = (random: string): string => String(BigInt(`0x${random}`) % 1_000_000n).padStart(6, '0');
export const codeBytes = 8;

const hmacOf = (token: string, revision: number, code: string): string =>
  createHmac('sha256', token).update(`${revision}|${code}`).digest('hex');

const tooOften = (code: string, message: string, waitMillis: number): DomainError =>
  new DomainError('too-often', code, message, { retryAfterSeconds: Math.max(1, Math.ceil(waitMillis / 1_000)) });

/**
 * Adds a code. The result must be stored before the code is mailed.
 * @throws DomainError too-often `link/too-many-codes` after three codes in an hour or ten in all. The person can then sign in.
 */
export const withCode = <Codes extends MailedCodes>(
  codes: Codes,
  link: MailedLink,
  secret: { token: string; code: string },
  now: Instant,
): Codes => {
  const sent = codes.codes;
  if (sent.length >= codeLimits.inAll) {
    throw tooOften(
      'link/too-many-codes',
      `${codeLimits.inAll} codes were sent to you about this: sign in to answer`,
      millis(link.expiresAt) - millis(now),
    );
  }
  const recent = sent.filter(({ sentAt }) => sentAt > plus(now, -hour));
  const [oldest] = recent.slice(-codeLimits.anHour);
  if (oldest && recent.length >= codeLimits.anHour) {
    throw tooOften(
      'link/too-many-codes',
      `${codeLimits.anHour} codes were sent within an hour: wait, or sign in to answer`,
      millis(oldest.sentAt) + hour - millis(now),
    );
  }
  const hmac = hmacOf(secret.token, link.revision, secret.code);
  const code: IssuedCode = { hmac, link: link.hash, revision: link.revision, sentAt: now, expiresAt: plus(now, codeLimits.life), tries: 0 };
  return { ...codes, version: codes.version + 1, codes: [...sent, code] };
};

/**
 * Counts a try. The result must be stored before the entered code is compared (P6). The try counts for every code with which it is
 * compared.
 * @throws DomainError mismatch `link/no-code` if no code is valid; no try is counted then. Too-often `link/too-many-tries`
 */
export const withTry = <Codes extends MailedCodes>(
  codes: Codes,
  link: MailedLink,
  now: Instant,
): { next: Codes; compared: readonly IssuedCode[] } => {
  const isLive = (code: IssuedCode): boolean => code.link === link.hash && code.revision === link.revision && now < code.expiresAt;
  const live = codes.codes.filter(isLive);
  const [first] = live;
  if (!first) throw mismatch('link/no-code', 'no code is valid now: request a new code');
  const compared = live.filter(({ tries }) => tries < codeLimits.tries);
  if (compared.length === 0) {
    throw tooOften(
      'link/too-many-tries',
      `${codeLimits.tries} tries were made with this code: request a new code, or sign in to answer`,
      millis(first.expiresAt) - millis(now),
    );
  }
  const next = codes.codes.map((code) => (compared.includes(code) ? { ...code, tries: code.tries + 1 } : code));
  return { next: { ...codes, version: codes.version + 1, codes: next }, compared };
};

/** Whether the entered code is one of these. The comparison needs the link's token, which is the key of the HMACs. */
export const isOneOf = (
  codes: readonly IssuedCode[],
  { revision }: Pick<MailedLink, 'revision'>,
  token: string,
  entered: string,
): boolean => {
  const enteredHmac = Buffer.from(hmacOf(token, revision, entered));
  return codes.filter(({ hmac }) => timingSafeEqual(Buffer.from(hmac), enteredHmac)).length > 0;
};
