import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';

/** The text in pages and mails for a person who was deleted. */
export const unknownPerson = 'a person who no longer exists';

/** The text in pages and mails for who requested a change that no person did: Quiesce itself (C7). */
export const noPerson = 'Quiesce';

/** The name of a person, for pages and mails. */
export const personName = async (people: Pick<ResourceRepository<Person>, 'find'>, id: string | undefined): Promise<string> =>
  id === undefined ? noPerson : ((await people.find(id))?.name ?? unknownPerson);
