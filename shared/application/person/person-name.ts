import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';

/** What pages and mails call a person whose row is gone. */
export const unknownPerson = 'somebody who is no longer here';

/** The name of a person, for pages and mails. */
export const personName = async (people: Pick<ResourceRepository<Person>, 'find'>, id: string): Promise<string> =>
  (await people.find(id))?.name ?? unknownPerson;
