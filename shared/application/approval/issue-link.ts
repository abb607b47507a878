import { type ApprovalLink, hashOfAddress, hashOfToken, tokenBytes } from '../../domain/approval/approval-link.ts';
import type { AwaitingChange } from '../../domain/change/change.ts';
import type { Person } from '../../domain/person/person.ts';
import type { LinkContext } from './link-context.ts';

/**
 * Creates a new approval link for a person, and stores the hash of its token (P6). Returns the token. The caller must mail the token and
 * must not store it. Earlier links of the same person stay valid.
 */
export const issueLink =
  ({ links, store, random }: Pick<LinkContext, 'links' | 'store' | 'random'>) =>
  async (change: AwaitingChange, person: Person): Promise<string> => {
    const token = random(tokenBytes);
    const link: ApprovalLink = {
      hash: hashOfToken(token),
      change: change.id,
      revision: change.revision,
      person: person.id,
      address: hashOfAddress(person.email),
      expiresAt: change.approvalDeadline,
      version: 1,
    };
    await store.commit([links.save(link)]);
    return token;
  };
