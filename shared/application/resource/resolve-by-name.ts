import { DomainError } from '../../domain/errors.ts';
import type { Resource, ResourceRepository } from '../../domain/resource/define-resource.ts';
import { isId } from '../../domain/values.ts';

type NamedRepository = Pick<ResourceRepository<Resource>, 'find' | 'ownerOf'>;

/** The id that a reference by id or name means; nothing where there is none. */
export const findByName = async (repository: NamedRepository, reference: string): Promise<string | undefined> =>
  (isId(reference) ? (await repository.find(reference))?.id : undefined) ?? repository.ownerOf({ scheme: 'name', value: reference });

/**
 * The id that a reference to a named noun means (I7): the id itself or the name.
 * @throws DomainError invalid `<noun>/unknown` with the pointer
 */
export const resolveByName =
  (noun: string, repository: NamedRepository) =>
  async (reference: string, pointer: string): Promise<string> => {
    const id = await findByName(repository, reference);
    if (id !== undefined) return id;
    const code = `${noun}/unknown`;
    throw new DomainError('invalid', code, `no ${noun} ${reference}`, {
      errors: [{ pointer, code, detail: `no such ${noun.replaceAll('-', ' ')}` }],
    });
  };
