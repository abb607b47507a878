import { day, type Instant } from '../clock.ts';
import { conflict, type DomainError, gone } from '../errors.ts';
import type { MailedCodes } from '../mailed-link/mailed-codes.ts';
import type { MailedLink } from '../mailed-link/mailed-link.ts';
import type { MailedLinkRepository } from '../mailed-link/mailed-link-repository.ts';
import type { Assignment } from './assignment.ts';

/** A link with which the holder of an asset accepts or declines it (A2, P6). */
export interface AcceptanceLink extends MailedLink {
  readonly asset: string;
  readonly assignment: string;
}

/** All codes that were mailed to the holder for one assignment. */
export interface AcceptanceCodes extends MailedCodes {
  readonly asset: string;
  readonly assignment: string;
}

export type AcceptanceLinkRepository = MailedLinkRepository<AcceptanceLink, AcceptanceCodes, Pick<AcceptanceLink, 'asset' | 'assignment'>>;

/** How long the holder can answer with the mailed link. After that they sign in to answer. */
export const acceptanceDays = 30;
export const acceptanceLife = acceptanceDays * day;

/** Why the holder cannot answer with the link, undefined while they can. */
export const closedForAnswer = (
  { acceptance, answeredAt, returnedAt }: Assignment,
  { expiresAt }: Pick<AcceptanceLink, 'expiresAt'>,
  now: Instant,
): DomainError | undefined => {
  if (answeredAt !== undefined) return conflict('assignment/answered', `you have already ${acceptance} it`);
  if (returnedAt !== undefined) return conflict('assignment/returned', 'it is not assigned to you any more; no answer is needed');
  return now < expiresAt ? undefined : gone('link/expired', 'this link has expired; sign in to answer');
};
