import { agreementRepository } from '../data/agreement/agreement-repository.ts';
import { calendarRepository } from '../data/calendar/calendar-repository.ts';
import { changeRepository } from '../data/change/change-repository.ts';
import { configurationItemRepository } from '../data/configuration-item/configuration-item-repository.ts';
import { delegationRepository } from '../data/delegation/delegation-repository.ts';
import { dueRepository } from '../data/due/due-repository.ts';
import { episodeRepository } from '../data/episode/episode-repository.ts';
import { eventRepository } from '../data/event/event-repository.ts';
import { itemReferences } from '../data/item/item-references.ts';
import { relationRepository } from '../data/item/relation-repository.ts';
import { outageRepository } from '../data/outage/outage-repository.ts';
import type { Records } from '../data/records.ts';
import { reservationRepository } from '../data/reservation/reservation-repository.ts';
import { clientRow, contactGroupRow, personRow } from '../data/resource/plain-rows.ts';
import { resourceRepository } from '../data/resource/resource-repository.ts';
import { unauthorizedChangeRepository } from '../data/unauthorized-change/unauthorized-change-repository.ts';
import { windowRepository } from '../data/window/window-repository.ts';
import { type Client, Clients } from '../domain/client/client.ts';
import { type ContactGroup, ContactGroups } from '../domain/contact-group/contact-group.ts';
import { People, type Person } from '../domain/person/person.ts';

/** The repositories of the functions that change the status of changes. */
export const changeRepositories = (records: Records) => ({
  changes: changeRepository(records),
  windows: windowRepository(records),
  agreements: agreementRepository(records),
  outages: outageRepository(records),
  reservations: reservationRepository(records),
  calendars: calendarRepository(records),
  configurationItems: configurationItemRepository(records),
  references: itemReferences(records),
  relations: relationRepository(records),
  people: resourceRepository<Person>(records, People, personRow),
  contactGroups: resourceRepository<ContactGroup>(records, ContactGroups, contactGroupRow),
  clients: resourceRepository<Client>(records, Clients, clientRow),
  delegations: delegationRepository(records),
  episodes: episodeRepository(records),
  dues: dueRepository(records),
  events: eventRepository(records),
  unauthorizedChanges: unauthorizedChangeRepository(records),
});
