import { invalid } from '../../domain/errors.ts';
import type { Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import { isId } from '../../domain/values.ts';

/**
 * Resolves a reference to a person, which is an id or an e-mail address, to the person's id (I7).
 * @throws DomainError invalid `<pointer>` with code `person/unknown`
 */
export const resolvePerson =
  (people: Pick<ResourceRepository<Person>, 'find' | 'ownerOf'>) =>
  async (reference: string, pointer: string): Promise<string> => {
    const id = isId(reference) ? (await people.find(reference))?.id : await people.ownerOf({ scheme: 'email', value: reference });
    if (id !== undefined) return id;
    throw invalid(pointer, 'person/unknown', `person ${reference} does not exist; send an id or an e-mail address`);
  };
