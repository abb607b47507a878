import type { Caller } from '../../domain/access.ts';
import type { DecisionChoice } from '../../domain/approval/approval.ts';
import { type ApprovalLink, explainedUntil, hashOfAddress, hashOfToken, isToken } from '../../domain/approval/approval-link.ts';
import type { ApprovalLinkRepository } from '../../domain/approval/approval-link-repository.ts';
import { closedBecause } from '../../domain/approval/standing.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { Clock } from '../../domain/clock.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { DomainError, gone } from '../../domain/errors.ts';
import type { Letters } from '../../domain/mail/letters.ts';
import type { Mailer } from '../../domain/mail/mail.ts';
import { isActive, type Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Store } from '../../domain/store.ts';

/** The vote itself, judged by the change's own rules (P7). */
export type Decide = (
  change: string,
  input: { decision: DecisionChoice; reason?: string; revision: number },
  caller: Caller,
) => Promise<Change>;

/** What the approver's page stands on. */
export interface LinkContext {
  readonly links: ApprovalLinkRepository;
  readonly changes: Pick<ChangeRepository, 'get' | 'decisions' | 'scope'>;
  readonly people: Pick<ResourceRepository<Person>, 'find' | 'findMany'>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany'>;
  readonly store: Store;
  readonly clock: Clock;
  /** So many random bytes as hexadecimal. */
  readonly random: (bytes: number) => string;
  readonly mailer: Mailer;
  readonly letters: Letters;
  readonly decide: Decide;
}

/** A link that was followed: its token as it came, what it is for, and whose it is. */
export interface OpenedLink {
  readonly token: string;
  readonly link: ApprovalLink;
  readonly person: Person;
}

/**
 * What a token leads to. Reads only (P5).
 * @throws DomainError missing `approval/unknown-link`; gone `approval/person-departed`, `approval/address-changed`
 */
export const followLink =
  ({ links, people, clock }: Pick<LinkContext, 'links' | 'people' | 'clock'>) =>
  async (token: string): Promise<OpenedLink> => {
    const now = clock.now();
    const link = isToken(token) ? await links.find(hashOfToken(token)) : undefined;
    if (!link || now >= explainedUntil(link))
      throw new DomainError('missing', 'approval/unknown-link', 'this link is not known: use the one in the mail as it stands there');
    const person = await people.find(link.person);
    if (!person || !isActive(person, now.slice(0, 10)))
      throw gone('approval/person-departed', 'who was asked by this link is no longer here');
    if (link.address !== hashOfAddress(person.email))
      throw gone('approval/address-changed', 'the address that this link was sent for is no longer yours: decide by signing in');
    return { token, link, person };
  };

/**
 * The change that a followed link is for, if it can still be decided on by this person.
 * @throws DomainError why the link is closed (P7)
 */
export const openChange = async (
  { changes, clock }: Pick<LinkContext, 'changes' | 'clock'>,
  { link, person }: OpenedLink,
): Promise<Change> => {
  const change = await changes.get(link.change);
  const votes = await changes.decisions(change.id, change.revision);
  const own = votes.find((vote) => vote.person === person.id);
  const closed = closedBecause(link, change, own, clock.now());
  if (closed) throw closed;
  return change;
};
