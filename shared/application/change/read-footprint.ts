import type { ScopedItem } from '../../domain/change/scope.ts';
import { groupsIn, neededUp } from '../../domain/item/redundancy.ts';
import type { Edge, EdgeShard } from '../../domain/item/relation-repository.ts';
import type { Footprint, GroupStake } from '../../domain/reservation/footprint.ts';
import type { ChangeContext } from './context.ts';

type Relations = Pick<ChangeContext['relations'], 'edges'>;

/** The most CIs next to a scope that are compared. They only lead to warnings. */
const mostNear = 2_000;

/** The other ends of relations that make one CI depend on another. A group does not depend on its members. */
const neighbours = (shards: readonly EdgeShard[]): readonly string[] =>
  shards.flatMap(({ edges }) => edges.filter(({ type }) => type !== 'member-of').map(({ item }) => item));

/** The redundancy groups of a dependant, of which at least one member is in scope. A group may lie in several rows of edges. */
const stakesOf = (of: string, edges: readonly Edge[], scope: ReadonlySet<string>): readonly GroupStake[] =>
  groupsIn(edges).flatMap(({ group, minimumUp, members }) => {
    const taken = members.filter((member) => scope.has(member));
    return taken.length === 0 ? [] : [{ of, group, needed: neededUp({ minimumUp, members: members.length }), members, taken }];
  });

/**
 * The redundancy groups that have a CI in scope as a member. They are stored with the CIs that depend on it.
 * @param incoming the incoming relations of the CIs in scope
 */
export const readStakes = async (
  relations: Relations,
  incoming: readonly EdgeShard[],
  scope: ReadonlySet<string>,
): Promise<readonly GroupStake[]> => {
  const redundant = incoming.flatMap(({ edges }) => edges.filter(({ redundancy = [] }) => redundancy.length > 0));
  const dependants = [...new Set(redundant.map(({ item }) => item))];
  if (dependants.length === 0) return [];
  const edges = Map.groupBy(await relations.edges(dependants, 'out'), ({ item }) => item);
  return dependants.flatMap((of) =>
    stakesOf(
      of,
      (edges.get(of) ?? []).flatMap((shard) => shard.edges),
      scope,
    ),
  );
};

/**
 * The footprint of a scope, from the current relations (T8): the redundancy groups that it takes members of, and the CIs next to it. It
 * reads the incoming relations of all CIs in scope, a hundred in a request, and the outgoing ones of those that are worked on.
 * @param items the CIs that are worked on: the named ones and the members of named groups
 */
export const readFootprint = async (relations: Relations, scope: readonly ScopedItem[], items: readonly string[]): Promise<Footprint> => {
  const all = new Set(scope.map(({ item }) => item));
  const worked = new Set(items);
  const incoming = await relations.edges([...all], 'in');
  const [groups, outgoing] = [await readStakes(relations, incoming, all), await relations.edges([...worked], 'out')];
  const near = new Set([...neighbours(outgoing), ...neighbours(incoming)].filter((id) => !all.has(id)));
  return { items: [...worked], affected: [...all].filter((id) => !worked.has(id)), groups, near: [...near].slice(0, mostNear) };
};
