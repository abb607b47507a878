import type { Instant } from '../clock.ts';
import type { MailedCodes } from '../mailed-link/mailed-codes.ts';
import type { MailedLink } from '../mailed-link/mailed-link.ts';
import type { MailedLinkRepository } from '../mailed-link/mailed-link-repository.ts';

/** A link with which one person can decide on one revision of one change (P6). It expires at the change's approval deadline. */
export interface ApprovalLink extends MailedLink {
  readonly change: string;
  /** The person for whom the delegate to whom it was mailed can decide (P3). */
  readonly for?: string | undefined;
  /** When the person was last asked: for an earlier revision, or by this link. The page shows what was edited since. */
  readonly lastAskedAt: Instant;
}

/**
 * All codes that were mailed to one person for one change. They are kept for all revisions, so editing a change does not reset the limit of
 * ten.
 */
export interface ApprovalCodes extends MailedCodes {
  readonly change: string;
  readonly person: string;
}

export type ApprovalLinkRepository = MailedLinkRepository<ApprovalLink, ApprovalCodes, Pick<ApprovalLink, 'change' | 'person'>>;
