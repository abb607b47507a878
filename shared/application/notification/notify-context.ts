import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { Ids } from '../../domain/clock.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import type { DelegationRepository } from '../../domain/delegation/delegation.ts';
import type { DueRepository } from '../../domain/due/due.ts';
import type { Letters, WindowTally } from '../../domain/mail/letters.ts';
import type { MailRepository } from '../../domain/mail/mail.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import type { ApprovalContext } from '../approval/link-context.ts';

/** The context of the use cases that notify people. */
export interface NotifyContext extends Pick<ApprovalContext, 'links' | 'configurationItems' | 'store' | 'clock' | 'random' | 'mailer'> {
  readonly changes: Pick<ChangeRepository, 'find' | 'decisions' | 'deciders' | 'findComment'>;
  readonly people: Pick<ResourceRepository<Person>, 'find' | 'findMany' | 'page'>;
  readonly contactGroups: Pick<ResourceRepository<ContactGroup>, 'findMany'>;
  readonly delegations: Pick<DelegationRepository, 'lists'>;
  readonly windows: Pick<WindowRepository, 'find'>;
  readonly mails: MailRepository;
  readonly dues: Pick<DueRepository, 'save'>;
  readonly ids: Ids;
  readonly letters: Letters;
  /** Counts the alerts of a window by their outcome. */
  readonly tallyOf: (window: string) => Promise<WindowTally>;
  /** Waits for so many milliseconds. Without it, requests that share a mail wait for the sweep. */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}
