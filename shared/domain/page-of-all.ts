import type { Page, PageRequest } from './store.ts';

/** A page of a short list that is read as a whole. The list is in the order of `positionOf`, which differs for each entity. */
export const pageOfAll = <Entity>(
  all: readonly Entity[],
  { limit, after }: PageRequest,
  positionOf: (entity: Entity) => string,
): Page<Entity> => {
  const left = after === undefined ? all : all.filter((entity) => positionOf(entity) > after);
  const items = left.slice(0, limit);
  const last = items.at(-1);
  return left.length > limit && last !== undefined ? { items, nextCursor: positionOf(last) } : { items };
};
