import type { Change } from '../../domain/change/change.ts';
import type { RelationRepository } from '../../domain/item/relation-repository.ts';

/**
 * The ids of the CIs that need what the change alters, and of those that stand by for it. The window covers them only if they are in its
 * scope.
 */
export interface Neighbours {
  readonly dependants: readonly string[];
  readonly standby: readonly string[];
}

/** Reads the CIs that have a direct relation to the CIs of a change (C2). One request, because a change names 50 CIs at most. */
export const readNeighbours = async (
  relations: Pick<RelationRepository, 'edges'>,
  { items }: Pick<Change, 'items'>,
): Promise<Neighbours> => {
  const edges = (await relations.edges(items, 'in')).flatMap((shard) => shard.edges);
  const others = (isStandby: boolean): readonly string[] => {
    const ids = edges.filter(({ type }) => (type === 'standby-of') === isStandby).map(({ item }) => item);
    return [...new Set(ids)].filter((id) => !items.includes(id));
  };
  return { dependants: others(false), standby: others(true) };
};
