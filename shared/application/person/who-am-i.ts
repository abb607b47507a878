import type { Caller } from '../../domain/access.ts';
import type { Client } from '../../domain/client/client.ts';
import { missing } from '../../domain/errors.ts';
import { deletedPerson, type Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';

interface WhoContext extends NamesContext {
  readonly people: ResourceRepository<Person>;
  readonly clients: ResourceRepository<Client>;
}

/** The caller: a person, a client or a monitor, with the stored name and details. */
export const whoAmI =
  (context: WhoContext) =>
  async ({ kind, id, roles, teams }: Caller) => {
    const { people, clients } = context;
    if (kind === 'person') {
      const person = await people.find(id);
      if (!person) throw deletedPerson();
      const { name, email, zone } = person;
      const names = await namesOf(context)(referencesTo('team', teams));
      return { kind, id, name, email, zone, roles, teams, teamNames: names.list('team', teams) };
    }
    if (kind === 'client') {
      const { name, responsible } = await clients.get(id);
      const names = await namesOf(context)(referencesTo('person', [responsible]));
      return { kind, id, name, roles, teams, responsible, responsibleName: names.of(responsible) };
    }
    const name = (await context.names.find(referencesTo('monitor', [id]))).get(id)?.name;
    if (name === undefined) throw missing('monitor', id);
    return { kind, id, name, roles, teams };
  };
