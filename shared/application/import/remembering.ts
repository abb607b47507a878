import type { Resource, ResourceRepository } from '../../domain/resource/define-resource.ts';

/**
 * A repository that looks each person, team or category up once: the rows of a file name the same few again and again. It is used for a few hundred rows,
 * and what they name is checked again when they are stored.
 */
export const remembering = <Entity extends Resource, Reads extends Pick<ResourceRepository<Entity>, 'find' | 'ownerOf'>>(
  repository: Reads & Pick<ResourceRepository<Entity>, 'find' | 'ownerOf'>,
): Reads => {
  const [owners, found] = [new Map<string, Promise<string | undefined>>(), new Map<string, Promise<Entity | undefined>>()];
  const once = <Value>(known: Map<string, Promise<Value>>, key: string, read: () => Promise<Value>): Promise<Value> => {
    const value = known.get(key) ?? read();
    known.set(key, value);
    return value;
  };
  return {
    ...repository,
    ownerOf: (unique) => once(owners, `${unique.scheme} ${unique.value}`, () => repository.ownerOf(unique)),
    find: (id) => once(found, id, () => repository.find(id)),
  };
};
