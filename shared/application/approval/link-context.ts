import type { Caller } from '../../domain/access.ts';
import type { Approval, DecisionChoice } from '../../domain/approval/approval.ts';
import { type ApprovalLink, explainedUntil, hashOfToken, isToken } from '../../domain/approval/approval-link.ts';
import type { ApprovalLinkRepository } from '../../domain/approval/approval-link-repository.ts';
import { closedForDecisions } from '../../domain/approval/closed-for-decisions.ts';
import { eligibilityOf } from '../../domain/approval/eligibility.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { DomainError, gone } from '../../domain/errors.ts';
import type { EventRepository } from '../../domain/event/event.ts';
import type { RelationRepository } from '../../domain/item/relation-repository.ts';
import type { Letters } from '../../domain/mail/letters.ts';
import type { Mailer } from '../../domain/mail/mail.ts';
import { addressVersionOf, isActive, type Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Store } from '../../domain/store.ts';
import { readVoter, type VoterContext } from './read-voter.ts';

/** Records a vote: the same use case as for a signed-in person in the API (P7). */
export type Decide = (
  change: string,
  input: { decision: DecisionChoice; reason?: string; revision: number; digest?: string | undefined },
  caller: Caller,
) => Promise<Change>;

/** The context of the approver's page. */
export interface LinkContext extends VoterContext {
  readonly links: ApprovalLinkRepository;
  readonly changes: Pick<ChangeRepository, 'get' | 'decisions' | 'deciders' | 'scope'>;
  readonly people: Pick<ResourceRepository<Person>, 'find' | 'findMany'>;
  readonly relations: Pick<RelationRepository, 'edges'>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'findMany'>;
  readonly events: Pick<EventRepository, 'of'>;
  readonly store: Store;
  /** Returns this many random bytes as hexadecimal text. */
  readonly random: (bytes: number) => string;
  readonly mailer: Mailer;
  readonly letters: Letters;
  readonly decide: Decide;
}

/** An approval link that somebody opened: the token from the URL, the stored link, and the person to whom it was mailed. */
export interface OpenedLink {
  readonly token: string;
  readonly link: ApprovalLink;
  readonly person: Person;
}

/**
 * Finds the link that belongs to a token, and its person. It writes nothing (P5).
 * @throws DomainError missing `approval/unknown-link`; gone `approval/person-departed`, `approval/address-changed`
 */
export const followLink =
  ({ links, people, clock }: Pick<LinkContext, 'links' | 'people' | 'clock'>) =>
  async (token: string): Promise<OpenedLink> => {
    const now = clock.now();
    const link = isToken(token) ? await links.find(hashOfToken(token)) : undefined;
    if (!link || now >= explainedUntil(link))
      throw new DomainError('missing', 'approval/unknown-link', 'this link is unknown; copy the complete link from the mail');
    const person = await people.find(link.person);
    if (!person || !isActive(person, now))
      throw gone('approval/person-departed', 'the person to whom this link was sent is no longer active');
    if (link.addressVersion !== addressVersionOf(person))
      throw gone('approval/address-changed', 'this link was sent to an address that is no longer yours; sign in to decide');
    return { token, link, person };
  };

/**
 * The reason why the person of a link cannot decide on its change. Undefined while the person may decide (P2, P7).
 * @param votes the votes on the current revision of the change
 */
export const closedForLink = async (
  context: VoterContext,
  { link, person, digest }: OpenedLink & { readonly digest?: string | undefined },
  change: Change,
  votes: readonly Approval[],
): Promise<DomainError | undefined> => {
  const own = votes.find((vote) => vote.person === person.id);
  const closed = closedForDecisions({ change, revision: link.revision, digest, own, now: context.clock.now() });
  if (closed) return closed;
  return eligibilityOf(change, (await readVoter(context, change, person)).voter);
};

/**
 * Reads the change of an opened link and checks that the person of the link may decide on it.
 * @throws DomainError the reason why the person cannot decide
 */
export const openChange = async (
  context: VoterContext & Pick<LinkContext, 'changes'>,
  openedLink: OpenedLink,
  digest?: string,
): Promise<Change> => {
  const { changes } = context;
  const change = await changes.get(openedLink.link.change);
  const closed = await closedForLink(context, { ...openedLink, digest }, change, await changes.decisions(change.id, change.revision));
  if (closed) throw closed;
  return change;
};
