import type { Resource, ResourceRepository } from '../../domain/resource/define-resource.ts';

const present = (ids: readonly (string | undefined)[]): readonly string[] => [...new Set(ids.filter((id) => id !== undefined))];

/** How people refer to these: by mail address or name. Those that are gone keep their id. */
export const readableReferences = async <Entity extends Resource>(
  repository: ResourceRepository<Entity>,
  ids: readonly (string | undefined)[],
  textOf: (entity: Entity) => string,
) => {
  const found = new Map((await repository.findMany(present(ids))).map((entity) => [entity.id, textOf(entity)]));
  return (id: string | undefined): string | undefined => (id === undefined ? undefined : (found.get(id) ?? id));
};
