import type { Caller } from '../../domain/access.ts';
import type { Client } from '../../domain/client/client.ts';
import { deletedPerson, type Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';

/** The caller: a person or client with the stored name and details, or a monitor. */
export const whoAmI =
  ({ people, clients }: { readonly people: ResourceRepository<Person>; readonly clients: ResourceRepository<Client> }) =>
  async ({ kind, id, roles, teams }: Caller) => {
    if (kind === 'person') {
      const person = await people.find(id);
      if (!person) throw deletedPerson();
      const { name, email, zone } = person;
      return { kind, id, name, email, zone, roles, teams };
    }
    if (kind === 'client') {
      const { name, responsible } = await clients.get(id);
      return { kind, id, name, roles, teams, responsible };
    }
    return { kind, id, name: kind, roles, teams };
  };
