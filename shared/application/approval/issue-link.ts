import { type ApprovalLink, hashOfAddress, hashOfToken, tokenBytes } from '../../domain/approval/approval-link.ts';
import type { AwaitingChange } from '../../domain/change/change.ts';
import type { Person } from '../../domain/person/person.ts';
import type { LinkContext } from './link-context.ts';

/**
 * Makes a new link for a person to decide on a change, and stores its hash (P6). The caller mails the token at once and keeps it nowhere.
 * Earlier links of the same person stay valid.
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
