import { agreementRepository } from '../../shared/data/agreement/agreement-repository.ts';
import { approvalLinkRepository } from '../../shared/data/approval/approval-link-repository.ts';
import { approvalPolicyRow } from '../../shared/data/approval/approval-policy-rows.ts';
import { assetFactRepository } from '../../shared/data/asset/asset-fact-repository.ts';
import { assetRepository } from '../../shared/data/asset/asset-repository.ts';
import { listedValueRepository } from '../../shared/data/asset/listed-value-repository.ts';
import { acceptanceLinkRepository } from '../../shared/data/assignment/acceptance-link-repository.ts';
import { assignmentRepository } from '../../shared/data/assignment/assignment-repository.ts';
import { bookRow, categoryRow } from '../../shared/data/book/book-rows.ts';
import { calendarRepository } from '../../shared/data/calendar/calendar-repository.ts';
import { calendarFeedRow } from '../../shared/data/calendar-feed/calendar-feed-rows.ts';
import { changeRepository } from '../../shared/data/change/change-repository.ts';
import { changeTemplateRepository } from '../../shared/data/change-template/change-template-repository.ts';
import { classRepository } from '../../shared/data/class/class-repository.ts';
import { configurationItemRepository } from '../../shared/data/configuration-item/configuration-item-repository.ts';
import { sightingRepository } from '../../shared/data/configuration-item/sighting-repository.ts';
import { costRepository, vendorContractRepository } from '../../shared/data/cost/cost-repository.ts';
import { delegationRepository } from '../../shared/data/delegation/delegation-repository.ts';
import { driftRepository } from '../../shared/data/drift/drift-repository.ts';
import { dueRepository } from '../../shared/data/due/due-repository.ts';
import { episodeRepository } from '../../shared/data/episode/episode-repository.ts';
import { eventRepository } from '../../shared/data/event/event-repository.ts';
import { exportRepository } from '../../shared/data/export/export-repository.ts';
import { historyRepository } from '../../shared/data/history/history-repository.ts';
import { idempotencyRecords } from '../../shared/data/idempotency/idempotency-repository.ts';
import { assetMatches } from '../../shared/data/import/asset-matches.ts';
import { importRepository } from '../../shared/data/import/import-repository.ts';
import { itemReferences } from '../../shared/data/item/item-references.ts';
import { itemRepository } from '../../shared/data/item/item-repository.ts';
import { relationRepository } from '../../shared/data/item/relation-repository.ts';
import { licenseRepository } from '../../shared/data/license/license-repository.ts';
import { mailRepository } from '../../shared/data/mail/mail-repository.ts';
import { monitorRow } from '../../shared/data/monitor/monitor-rows.ts';
import { retiredReceiverRepository } from '../../shared/data/monitor/retired-receiver-repository.ts';
import { truncationRepository } from '../../shared/data/monitor/truncation-repository.ts';
import { unmappedRepository } from '../../shared/data/monitor/unmapped-repository.ts';
import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { namingRepository } from '../../shared/data/naming/naming-repository.ts';
import { userRepository } from '../../shared/data/naming/user-repository.ts';
import { outageRepository } from '../../shared/data/outage/outage-repository.ts';
import { patchScheduleRow } from '../../shared/data/patch-schedule/patch-schedule-rows.ts';
import { addressChangeRepository } from '../../shared/data/person/address-change-repository.ts';
import { signInRepository } from '../../shared/data/person/sign-in-repository.ts';
import { poolRow } from '../../shared/data/pool/pool-rows.ts';
import type { Records } from '../../shared/data/records.ts';
import { reminderRepository } from '../../shared/data/reminder/reminder-repository.ts';
import { reservationRepository } from '../../shared/data/reservation/reservation-repository.ts';
import { accessHistory } from '../../shared/data/resource/access-history.ts';
import { clientRow, contactGroupRow, personRow, teamRow } from '../../shared/data/resource/plain-rows.ts';
import { resourceRepository } from '../../shared/data/resource/resource-repository.ts';
import { credentialRepository } from '../../shared/data/token/credential-repository.ts';
import { unauthorizedChangeRepository } from '../../shared/data/unauthorized-change/unauthorized-change-repository.ts';
import { windowRepository } from '../../shared/data/window/window-repository.ts';
import { ApprovalPolicies, type ApprovalPolicy } from '../../shared/domain/approval/approval-policy.ts';
import { type Book, Books } from '../../shared/domain/book/book.ts';
import { type CalendarFeed, CalendarFeeds } from '../../shared/domain/calendar-feed/calendar-feed.ts';
import { Categories, type Category } from '../../shared/domain/category/category.ts';
import { type Client, Clients } from '../../shared/domain/client/client.ts';
import { type ContactGroup, ContactGroups } from '../../shared/domain/contact-group/contact-group.ts';
import { type Monitor, Monitors } from '../../shared/domain/monitor/monitor.ts';
import { type PatchSchedule, PatchSchedules } from '../../shared/domain/patch-schedule/patch-schedule.ts';
import { People, type Person } from '../../shared/domain/person/person.ts';
import { type Pool, Pools } from '../../shared/domain/pool/pool.ts';
import { type Team, Teams } from '../../shared/domain/team/team.ts';

/** All repositories on one table: DynamoDB's or the fake. Nothing is read or built before it is used. */
export const repositoriesOn = (records: Records) => ({
  people: resourceRepository<Person>(records, People, personRow),
  teams: resourceRepository<Team>(records, Teams, teamRow),
  contactGroups: resourceRepository<ContactGroup>(records, ContactGroups, contactGroupRow),
  clients: resourceRepository<Client>(records, Clients, clientRow),
  accesses: accessHistory(records),
  items: itemRepository(records),
  history: historyRepository(records),
  drift: driftRepository(records),
  assets: assetRepository(records),
  assetFacts: assetFactRepository(records),
  assignments: assignmentRepository(records),
  listedValues: listedValueRepository(records),
  pools: resourceRepository<Pool>(records, Pools, poolRow),
  licenses: licenseRepository(records),
  costs: costRepository(records),
  contracts: vendorContractRepository(records),
  unauthorizedChanges: unauthorizedChangeRepository(records),
  books: resourceRepository<Book>(records, Books, bookRow),
  classes: classRepository(records),
  changeTemplates: changeTemplateRepository(records),
  delegations: delegationRepository(records),
  approvalPolicies: resourceRepository<ApprovalPolicy>(records, ApprovalPolicies, approvalPolicyRow),
  categories: resourceRepository<Category>(records, Categories, categoryRow),
  configurationItems: configurationItemRepository(records),
  sightings: sightingRepository(records),
  references: itemReferences(records),
  relations: relationRepository(records),
  monitors: resourceRepository<Monitor>(records, Monitors, monitorRow),
  unmapped: unmappedRepository(records),
  changes: changeRepository(records),
  reminders: reminderRepository(records),
  reservations: reservationRepository(records),
  calendars: calendarRepository(records),
  calendarFeeds: resourceRepository<CalendarFeed>(records, CalendarFeeds, calendarFeedRow),
  patchSchedules: resourceRepository<PatchSchedule>(records, PatchSchedules, patchScheduleRow),
  windows: windowRepository(records),
  agreements: agreementRepository(records),
  outages: outageRepository(records),
  truncations: truncationRepository(records),
  retiredReceivers: retiredReceiverRepository(records),
  episodes: episodeRepository(records),
  dues: dueRepository(records),
  links: approvalLinkRepository(records),
  acceptances: acceptanceLinkRepository(records),
  mails: mailRepository(records),
  credentials: credentialRepository(records),
  signIns: signInRepository(records),
  addressChanges: addressChangeRepository(records),
  events: eventRepository(records),
  names: nameRepository(records),
  namings: namingRepository(records),
  users: userRepository(records),
  idempotency: idempotencyRecords(records),
  imports: importRepository(records),
  exports: exportRepository(records),
  assetMatches: assetMatches(records, itemRepository(records)),
});

export type Repositories = ReturnType<typeof repositoriesOn>;
