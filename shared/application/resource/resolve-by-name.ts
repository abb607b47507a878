import { invalid } from '../../domain/errors.ts';
import type { Resource, ResourceRepository } from '../../domain/resource/define-resource.ts';
import { isId } from '../../domain/values.ts';

type NamedRepository = Pick<ResourceRepository<Resource>, 'find' | 'ownerOf'>;

/** The id of the resource with an id or a name; undefined if there is none. */
export const findByName = async (repository: NamedRepository, reference: string): Promise<string | undefined> =>
  (isId(reference) ? (await repository.find(reference))?.id : undefined) ?? repository.ownerOf({ scheme: 'name', value: reference });

/**
 * Resolves a reference to the id of a named resource (I7). The reference is an id or a name.
 * @throws DomainError invalid `<noun>/unknown` with the pointer
 */
export const resolveByName =
  (noun: string, repository: NamedRepository) =>
  async (reference: string, pointer: string): Promise<string> => {
    const id = await findByName(repository, reference);
    if (id !== undefined) return id;
    const code = `${noun}/unknown`;
    throw invalid(pointer, code, `${noun.replaceAll('-', ' ')} ${reference} does not exist; send an id or a name`);
  };
