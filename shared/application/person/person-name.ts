import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';

/** The text in pages and mails for a person who was deleted. */
export const unknownPerson = 'a person who no longer exists';

/** The name of a person, for pages and mails. */
export const personName = async (people: Pick<ResourceRepository<Person>, 'find'>, id: string): Promise<string> =>
  (await people.find(id))?.name ?? unknownPerson;
