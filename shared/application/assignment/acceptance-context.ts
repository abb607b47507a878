import type { AcceptanceLink } from '../../domain/assignment/acceptance-link.ts';
import type { Letters } from '../../domain/mail/letters.ts';
import type { LinkContext, OpenedLink } from '../mailed-link/link-context.ts';
import type { AnswerContext } from './answer-assignment.ts';

/** The context of the page on which the holder of an asset answers. */
export interface AcceptanceContext extends LinkContext<AcceptanceLink>, AnswerContext {
  readonly letters: Pick<Letters, 'code'>;
}

/** A link to the page on which the holder answers, which somebody opened. */
export type OpenedAcceptance = OpenedLink<AcceptanceLink>;
