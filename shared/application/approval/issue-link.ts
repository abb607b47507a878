import { type ApprovalLink, hashOfAddress, hashOfToken, tokenBytes } from '../../domain/approval/approval-link.ts';
import type { Change } from '../../domain/change/change.ts';
import { day, plus } from '../../domain/clock.ts';
import type { Person } from '../../domain/person/person.ts';
import type { LinkContext } from './link-context.ts';

/**
 * A new link for a person to decide on a change, its hash stored (P6). The token is given back to be mailed at once and to be forgotten.
 * Earlier links of the same person stay good.
 */
export const issueLink =
  ({ links, store, clock, random }: Pick<LinkContext, 'links' | 'store' | 'clock' | 'random'>) =>
  async (change: Change, person: Person): Promise<string> => {
    const token = random(tokenBytes);
    const link: ApprovalLink = {
      hash: hashOfToken(token),
      change: change.id,
      revision: change.revision,
      person: person.id,
      address: hashOfAddress(person.email),
      expiresAt: change.approvalDeadline ?? plus(clock.now(), day),
      version: 1,
    };
    await store.commit([links.save(link)]);
    return token;
  };
