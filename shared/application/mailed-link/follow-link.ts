import { DomainError, gone } from '../../domain/errors.ts';
import { explainedUntil, hashOfToken, isToken, type MailedLink } from '../../domain/mailed-link/mailed-link.ts';
import type { MailedLinkRepository } from '../../domain/mailed-link/mailed-link-repository.ts';
import { addressVersionOf, isActive } from '../../domain/person/person.ts';
import type { LinkContext, OpenedLink } from './link-context.ts';

interface FollowContext<Link extends MailedLink> extends Pick<LinkContext<Link>, 'people' | 'clock'> {
  readonly links: Pick<MailedLinkRepository<Link>, 'find'>;
}

/**
 * Finds the link that belongs to a token, and its person. It writes nothing (P5).
 * @throws DomainError missing `link/unknown`; gone `link/person-departed`, `link/address-changed`
 */
export const followLink =
  <Link extends MailedLink>({ links, people, clock }: FollowContext<Link>) =>
  async (token: string): Promise<OpenedLink<Link>> => {
    const now = clock.now();
    const link = isToken(token) ? await links.find(hashOfToken(token)) : undefined;
    if (!link || now >= explainedUntil(link))
      throw new DomainError('missing', 'link/unknown', 'this link is unknown; copy the complete link from the mail');
    const person = await people.find(link.person);
    if (!person || !isActive(person, now)) throw gone('link/person-departed', 'the person to whom this link was sent is no longer active');
    if (link.addressVersion !== addressVersionOf(person))
      throw gone('link/address-changed', 'this link was sent to an address that is no longer yours; sign in to answer');
    return { token, link, person };
  };
