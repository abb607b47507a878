import type { Client } from '../../domain/client/client.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import type { Person } from '../../domain/person/person.ts';
import { type NamesContext, namesOf, referencesTo } from './names-of.ts';

/** People as the API answers them, with the names of their teams. The version of the address is for rules only. */
export const showPeople = (context: NamesContext) => async (people: readonly Person[]) => {
  const names = await namesOf(context)(
    referencesTo(
      'team',
      people.flatMap(({ teams }) => teams),
    ),
  );
  return people.map(({ addressVersion, addressChangedAt, ...person }) => ({ ...person, teamNames: names.list('team', person.teams) }));
};

/** Contact groups as the API answers them, with the names of their members. */
export const showContactGroups = (context: NamesContext) => async (groups: readonly ContactGroup[]) => {
  const idsOf = ({ members }: ContactGroup) => members.map(({ person }) => person);
  const names = await namesOf(context)(referencesTo('person', groups.flatMap(idsOf)));
  return groups.map((group) => ({ ...group, memberNames: names.list('person', idsOf(group)) }));
};

/** Clients as the API answers them, with the names of the people who are responsible for them. */
export const showClients = (context: NamesContext) => async (clients: readonly Client[]) => {
  const names = await namesOf(context)(
    referencesTo(
      'person',
      clients.map(({ responsible }) => responsible),
    ),
  );
  return clients.map((client) => ({ ...client, responsibleName: names.of(client.responsible) }));
};
