import { hashOfToken, type MailedLink, tokenBytes } from '../../domain/mailed-link/mailed-link.ts';
import { addressVersionOf, type Person } from '../../domain/person/person.ts';
import type { LinkContext } from './link-context.ts';

/** What a link asks about: its fields without those that each link has. */
type Question<Link extends MailedLink> = Omit<Link, 'hash' | 'person' | 'addressVersion' | 'version'>;

/**
 * Creates a new link for a person, and stores the hash of its token (P6). Returns the token. The caller must mail the token and must not
 * store it. Earlier links of the same person stay valid.
 */
export const issueLink =
  <Link extends MailedLink>({ links, store, random }: Pick<LinkContext<Link>, 'links' | 'store' | 'random'>) =>
  async (question: Question<Link>, person: Person): Promise<string> => {
    const token = random(tokenBytes);
    const ofLink = { hash: hashOfToken(token), person: person.id, addressVersion: addressVersionOf(person), version: 1 as const };
    await store.commit([links.save({ ...question, ...ofLink } as Link)]);
    return token;
  };
