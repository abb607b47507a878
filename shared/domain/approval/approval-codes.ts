import { createHmac, timingSafeEqual } from 'node:crypto';
import { hour, type Instant, millis, minute, plus } from '../clock.ts';
import { DomainError, mismatch } from '../errors.ts';
import type { ApprovalLink } from './approval-link.ts';

/** Five tries for a code, three codes an hour, ten for a change (P6). A code lives ten minutes (P5). */
export const codeLimits = { tries: 5, anHour: 3, aChange: 10, life: 10 * minute } as const;

/** A code that was mailed. Its HMAC is keyed by the link's token, which is stored nowhere: a leaked table gives nothing to try codes against. */
export interface IssuedCode {
  readonly hmac: string;
  /** Hash of the link that it was issued for. */
  readonly link: string;
  readonly revision: number;
  readonly sentAt: Instant;
  readonly expiresAt: Instant;
  readonly tries: number;
}

/** All codes that one person was sent for one change. They are kept across revisions, so editing a change cannot reset the limit of ten. */
export interface ApprovalCodes {
  readonly change: string;
  readonly person: string;
  readonly codes: readonly IssuedCode[];
  readonly version: number;
}

/** A code of six digits, from 64 random bits in hexadecimal. */
export const codeOf = (random: string): string => String(BigInt(`0x${random}`) % 1_000_000n).padStart(6, '0');
export const codeBytes = 8;

const hmacOf = (token: string, revision: number, code: string): string =>
  createHmac('sha256', token).update(`${revision}|${code}`).digest('hex');

const tooOften = (code: string, message: string, again: number): DomainError =>
  new DomainError('too-often', code, message, { retryAfterSeconds: Math.max(1, Math.ceil(again / 1_000)) });

/**
 * The codes with one more, to be stored before it is mailed.
 * @throws DomainError too-often `approval/too-many-codes` past three an hour or ten for the change; then the person has to sign in
 */
export const withCode = (
  codes: ApprovalCodes,
  link: ApprovalLink,
  secret: { token: string; code: string },
  now: Instant,
): ApprovalCodes => {
  const sent = codes.codes;
  if (sent.length >= codeLimits.aChange) {
    throw tooOften(
      'approval/too-many-codes',
      `${codeLimits.aChange} codes were sent for this change: decide by signing in`,
      millis(link.expiresAt) - millis(now),
    );
  }
  const lately = sent.filter(({ sentAt }) => sentAt > plus(now, -hour));
  const [oldest] = lately.slice(-codeLimits.anHour);
  if (oldest && lately.length >= codeLimits.anHour) {
    throw tooOften(
      'approval/too-many-codes',
      `${codeLimits.anHour} codes were sent within an hour: wait, or decide by signing in`,
      millis(oldest.sentAt) + hour - millis(now),
    );
  }
  const hmac = hmacOf(secret.token, link.revision, secret.code);
  const code: IssuedCode = { hmac, link: link.hash, revision: link.revision, sentAt: now, expiresAt: plus(now, codeLimits.life), tries: 0 };
  return { ...codes, version: codes.version + 1, codes: [...sent, code] };
};

/**
 * The codes after a try, to be stored before the comparison (P6). The try counts for every code that it will be compared with.
 * @throws DomainError mismatch `approval/no-code` if no code is valid, which counts no try; too-often `approval/too-many-tries`
 */
export const withTry = (
  codes: ApprovalCodes | undefined,
  link: ApprovalLink,
  now: Instant,
): { next: ApprovalCodes; compared: readonly IssuedCode[] } => {
  const isLive = (code: IssuedCode): boolean => code.link === link.hash && code.revision === link.revision && now < code.expiresAt;
  const live = codes?.codes.filter(isLive) ?? [];
  const [first] = live;
  if (!codes || !first) throw mismatch('approval/no-code', 'no code is valid now: have one mailed to you');
  const compared = live.filter(({ tries }) => tries < codeLimits.tries);
  if (compared.length === 0) {
    throw tooOften(
      'approval/too-many-tries',
      `${codeLimits.tries} tries were made with this code: ask for another, or decide by signing in`,
      millis(first.expiresAt) - millis(now),
    );
  }
  const next = codes.codes.map((code) => (compared.includes(code) ? { ...code, tries: code.tries + 1 } : code));
  return { next: { ...codes, version: codes.version + 1, codes: next }, compared };
};

/** Whether the typed code is one of these. Only the link's own token can tell. */
export const isOneOf = (codes: readonly IssuedCode[], { revision }: ApprovalLink, token: string, typed: string): boolean => {
  const given = Buffer.from(hmacOf(token, revision, typed));
  return codes.filter(({ hmac }) => timingSafeEqual(Buffer.from(hmac), given)).length > 0;
};
