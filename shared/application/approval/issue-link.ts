import { type ApprovalLink, hashOfToken, tokenBytes } from '../../domain/approval/approval-link.ts';
import type { AwaitingChange } from '../../domain/change/change.ts';
import type { Instant } from '../../domain/clock.ts';
import { addressVersionOf, type Person } from '../../domain/person/person.ts';
import type { LinkContext } from './link-context.ts';

/**
 * Creates a new approval link for a person, and stores the hash of its token (P6). Returns the token. The caller must mail the token and
 * must not store it. Earlier links of the same person stay valid.
 * @param lastAskedAt when the person was asked about an earlier revision
 */
export const issueLink =
  ({ links, store, clock, random }: Pick<LinkContext, 'links' | 'store' | 'clock' | 'random'>) =>
  async (change: AwaitingChange, person: Person, lastAskedAt?: Instant): Promise<string> => {
    const token = random(tokenBytes);
    const link: ApprovalLink = {
      hash: hashOfToken(token),
      change: change.id,
      revision: change.revision,
      person: person.id,
      addressVersion: addressVersionOf(person),
      lastAskedAt: lastAskedAt ?? clock.now(),
      expiresAt: change.approvalDeadline,
      version: 1,
    };
    await store.commit([links.save(link)]);
    return token;
  };
