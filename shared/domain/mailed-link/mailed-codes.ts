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
  /** What the code has opened. Opening it again with the same code does not prolong it. */
  readonly session?: MailedSession | undefined;
}

/**
 * The right to answer for a while without another code. Its secret is in the forms of a page and never in a URL; only its hash is stored. It
 * belongs to the code that opened it, and with that to one person and one link.
 */
export interface MailedSession {
  readonly hash: string;
  readonly expiresAt: Instant;
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

/** The one of these codes that was entered. The comparison needs the link's token, which is the key of the HMACs. */
export const codeEntered = (
  codes: readonly IssuedCode[],
  { revision }: Pick<MailedLink, 'revision'>,
  token: string,
  entered: string,
): IssuedCode | undefined => {
  const enteredHmac = Buffer.from(hmacOf(token, revision, entered));
  return codes.filter(({ hmac }) => timingSafeEqual(Buffer.from(hmac), enteredHmac)).at(-1);
};

/** How long a session lasts after its code was entered for the first time, in milliseconds. */
const sessionLife = 15 * minute;

/** How long a session lasts, for mails and pages. */
export const sessionMinutes = `${sessionLife / minute} minutes`;

/** Opens a session with a code that was entered. Opened again, it has another secret, and ends when it would have ended. */
export const withSession = <Codes extends MailedCodes>(codes: Codes, { hmac }: IssuedCode, hash: string, now: Instant): Codes => {
  const next = codes.codes.map((code) =>
    code.hmac === hmac ? { ...code, session: { hash, expiresAt: code.session?.expiresAt ?? plus(now, sessionLife) } } : code,
  );
  return { ...codes, version: codes.version + 1, codes: next };
};

/** Whether a session with this hash lasts that a code for the link has opened. */
export const hasSession = ({ codes }: MailedCodes, link: Pick<MailedLink, 'hash'>, hash: string, now: Instant): boolean =>
  codes.some(({ link: of, session }) => of === link.hash && session !== undefined && session.hash === hash && now < session.expiresAt);
