import { approvalLinkRepository } from '../data/approval/approval-link-repository.ts';
import { changeRepository } from '../data/change/change-repository.ts';
import { configurationItemRepository } from '../data/configuration-item/configuration-item-repository.ts';
import { dueRepository } from '../data/due/due-repository.ts';
import { episodeRepository } from '../data/episode/episode-repository.ts';
import { eventRepository } from '../data/event/event-repository.ts';
import { idempotencyRecords } from '../data/idempotency/idempotency-repository.ts';
import { itemReferences } from '../data/item/item-references.ts';
import { relationRepository } from '../data/item/relation-repository.ts';
import { mailRepository } from '../data/mail/mail-repository.ts';
import { monitorRow } from '../data/monitor/monitor-rows.ts';
import { addressChangeRepository } from '../data/person/address-change-repository.ts';
import { signInRepository } from '../data/person/sign-in-repository.ts';
import type { Records } from '../data/records.ts';
import { reservationRepository } from '../data/reservation/reservation-repository.ts';
import { clientRow, contactGroupRow, personRow, teamRow } from '../data/resource/plain-rows.ts';
import { resourceRepository } from '../data/resource/resource-repository.ts';
import { credentialRepository } from '../data/token/credential-repository.ts';
import { windowRepository } from '../data/window/window-repository.ts';
import { type Client, Clients } from '../domain/client/client.ts';
import { type ContactGroup, ContactGroups } from '../domain/contact-group/contact-group.ts';
import { type Monitor, Monitors } from '../domain/monitor/monitor.ts';
import { People, type Person } from '../domain/person/person.ts';
import { type Team, Teams } from '../domain/team/team.ts';

/** All repositories on one table: on DynamoDB in the functions, on the fake in tests. Closures only; nothing is read or built here. */
export const repositoriesOn = (records: Records) => ({
  people: resourceRepository<Person>(records, People, personRow),
  teams: resourceRepository<Team>(records, Teams, teamRow),
  contactGroups: resourceRepository<ContactGroup>(records, ContactGroups, contactGroupRow),
  clients: resourceRepository<Client>(records, Clients, clientRow),
  configurationItems: configurationItemRepository(records),
  references: itemReferences(records),
  relations: relationRepository(records),
  monitors: resourceRepository<Monitor>(records, Monitors, monitorRow),
  changes: changeRepository(records),
  reservations: reservationRepository(records),
  windows: windowRepository(records),
  episodes: episodeRepository(records),
  dues: dueRepository(records),
  links: approvalLinkRepository(records),
  mails: mailRepository(records),
  credentials: credentialRepository(records),
  signIns: signInRepository(records),
  addressChanges: addressChangeRepository(records),
  events: eventRepository(records),
  idempotency: idempotencyRecords(records),
});

export type Repositories = ReturnType<typeof repositoriesOn>;
