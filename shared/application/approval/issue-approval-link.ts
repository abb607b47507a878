import type { ApprovalLink } from '../../domain/approval/approval-link.ts';
import type { VotableChange } from '../../domain/change/votable-change.ts';
import type { Clock, Instant } from '../../domain/clock.ts';
import type { Person } from '../../domain/person/person.ts';
import { issueLink } from '../mailed-link/issue-link.ts';
import type { LinkContext } from '../mailed-link/link-context.ts';

type AskedPerson = { readonly lastAskedAt?: Instant | undefined } & Pick<ApprovalLink, 'for'>;

/**
 * Creates an approval link for a person. Returns the token, which the caller mails.
 * @param asked when the person was asked about an earlier revision, and for whom a delegate is asked (P3)
 */
export const issueApprovalLink =
  (context: Pick<LinkContext<ApprovalLink>, 'links' | 'store' | 'random'> & { readonly clock: Clock }) =>
  (change: VotableChange, person: Person, asked: AskedPerson = {}): Promise<string> =>
    issueLink(context)(
      {
        change: change.id,
        revision: change.revision,
        ...(asked.for === undefined ? {} : { for: asked.for }),
        lastAskedAt: asked.lastAskedAt ?? context.clock.now(),
        expiresAt: change.approvalDeadline,
      },
      person,
    );
