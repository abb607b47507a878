import type { Clock } from '../../domain/clock.ts';
import type { Mailer, MailMessage } from '../../domain/mail/mail.ts';
import type { MailedLink } from '../../domain/mailed-link/mailed-link.ts';
import type { MailedLinkRepository } from '../../domain/mailed-link/mailed-link-repository.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { Store } from '../../domain/store.ts';

/** What the links of one kind of question need: to be found, and to prove by a code who answers. */
export interface LinkContext<Link extends MailedLink> {
  readonly links: MailedLinkRepository<Link>;
  readonly people: Pick<ResourceRepository<Person>, 'find'>;
  readonly store: Store;
  readonly clock: Clock;
  /** Returns this many random bytes as hexadecimal text. */
  readonly random: (bytes: number) => string;
  readonly mailer: Mailer;
}

/** A link that somebody opened: the token from the URL, the stored link, and the person to whom it was mailed. */
export interface OpenedLink<Link extends MailedLink> {
  readonly token: string;
  readonly link: Link;
  readonly person: Person;
}

/** Writes the mail with a code. */
export type CodeLetter = (code: string) => MailMessage;
