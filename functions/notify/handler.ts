import { setTimeout as pause } from 'node:timers/promises';
import { tallyOf } from '../../shared/application/episode/alert-tally.ts';
import { approvalLinkRepository } from '../../shared/data/approval/approval-link-repository.ts';
import { acceptanceLinkRepository } from '../../shared/data/assignment/acceptance-link-repository.ts';
import { assignmentRepository } from '../../shared/data/assignment/assignment-repository.ts';
import { changeRepository } from '../../shared/data/change/change-repository.ts';
import { configurationItemRepository } from '../../shared/data/configuration-item/configuration-item-repository.ts';
import { vendorContractRepository } from '../../shared/data/cost/cost-repository.ts';
import { delegationRepository } from '../../shared/data/delegation/delegation-repository.ts';
import { dueRepository } from '../../shared/data/due/due-repository.ts';
import { episodeRepository } from '../../shared/data/episode/episode-repository.ts';
import { itemRepository } from '../../shared/data/item/item-repository.ts';
import { mailRepository } from '../../shared/data/mail/mail-repository.ts';
import { monitorRow } from '../../shared/data/monitor/monitor-rows.ts';
import { truncationRepository } from '../../shared/data/monitor/truncation-repository.ts';
import { namingRepository } from '../../shared/data/naming/naming-repository.ts';
import { addressChangeRepository } from '../../shared/data/person/address-change-repository.ts';
import { contactGroupRow, personRow } from '../../shared/data/resource/plain-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { windowRepository } from '../../shared/data/window/window-repository.ts';
import { type ContactGroup, ContactGroups } from '../../shared/domain/contact-group/contact-group.ts';
import { type Monitor, Monitors } from '../../shared/domain/monitor/monitor.ts';
import { People, type Person } from '../../shared/domain/person/person.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import { notifyFunction } from '../../shared/functions/workers.ts';
import { lettersFrom } from '../../shared/mail/letters.ts';
import { sesMailer } from '../../shared/mail/ses-mailer.ts';
import { logger } from '../../shared/observability/log.ts';
import { consumerBudget, workerContext } from '../../shared/runtime/worker.ts';
import { type Notification, onEvent } from './on-event.ts';

const env = readEnv(environmentOf(notifyFunction));
const context = workerContext(env, consumerBudget);
const notify = onEvent({
  ...context,
  changes: changeRepository(context.records),
  people: resourceRepository<Person>(context.records, People, personRow),
  contactGroups: resourceRepository<ContactGroup>(context.records, ContactGroups, contactGroupRow),
  configurationItems: configurationItemRepository(context.records),
  items: itemRepository(context.records),
  contracts: vendorContractRepository(context.records),
  namings: namingRepository(context.records),
  delegations: delegationRepository(context.records),
  windows: windowRepository(context.records),
  monitors: resourceRepository<Monitor>(context.records, Monitors, monitorRow),
  truncations: truncationRepository(context.records),
  links: approvalLinkRepository(context.records),
  acceptances: acceptanceLinkRepository(context.records),
  assignments: assignmentRepository(context.records),
  mails: mailRepository(context.records),
  dues: dueRepository(context.records),
  addressChanges: addressChangeRepository(context.records),
  mailer: sesMailer({ from: env.MAIL_FROM, configurationSet: env.MAIL_CONFIGURATION_SET }),
  letters: lettersFrom(env.PUBLIC_URL),
  tallyOf: tallyOf({ episodes: episodeRepository(context.records) }),
  pause,
});

export const handler = async (notification: Notification): Promise<void> => {
  await notify(notification);
  logger.info('notified', { event: notification.source === 'aws.ses' ? 'mail feedback' : notification.detail.name });
};
