import type { Resource, ResourceRepository } from '../../domain/resource/define-resource.ts';
import { once } from './once.ts';

/**
 * A repository that looks each person, team or category up once: the rows of a file name the same few again and again. It is used for a few hundred rows,
 * and what they name is checked again when they are stored.
 */
export const remembering = <Entity extends Resource, Reads extends Pick<ResourceRepository<Entity>, 'find' | 'ownerOf'>>(
  repository: Reads & Pick<ResourceRepository<Entity>, 'find' | 'ownerOf'>,
): Reads => {
  return {
    ...repository,
    ownerOf: once((unique: Parameters<Reads['ownerOf']>[0]) => repository.ownerOf(unique)),
    find: once((id: string) => repository.find(id)),
  };
};
