import type { RelationType } from '../../domain/configuration-item/configuration-item.ts';
import { type Graph, isNeed, type Link, walkGraph } from '../../domain/impact/graph.ts';
import { type Explanations, explain } from '../../domain/impact/paths.ts';
import { type ImpactState, statesOf } from '../../domain/impact/states.ts';
import { type Direction, directions } from '../../domain/item/relation.ts';
import { type GroupLinks, readGroupLinks } from './group-links.ts';
import type { GroupContext } from './group-members.ts';

/** The most items of one walk, with its starts. */
const impactLimit = 10_000;

/** The greatest depth of a walk, so that the paths in an answer stay short. */
const mostDepth = 100;

/** What an impact is asked for. */
export interface ImpactQuestion {
  /** The CIs from which the walk begins. */
  readonly starts: readonly string[];
  /** The CIs that are taken as down. */
  readonly down: readonly string[];
  readonly direction: Direction;
  /** The types of relations that are followed. @default all */
  readonly types?: readonly RelationType[] | undefined;
  /** @default `mostDepth` */
  readonly depth?: number | undefined;
  /** The most items that are reached. @default `impactLimit` */
  readonly limit?: number | undefined;
}

/** What a walk has found, with the state of each item and the link that explains it. */
export interface Impact extends Graph {
  readonly states: ReadonlyMap<string, ImpactState>;
  readonly explained: Explanations;
}

/** The stored relations of many CIs as links. A group hands its failure to its members only if the walk starts at the group. */
const storedLinks = async (
  { relations }: GroupContext,
  { direction, starts }: Pick<ImpactQuestion, 'direction' | 'starts'>,
  groups: GroupLinks,
  ids: readonly string[],
): Promise<readonly Link[]> => {
  const rows = await relations.edges(ids, directions[direction]);
  const links = rows.flatMap(({ item, edges }) =>
    edges.map(({ item: other, type, redundancy }): Link => {
      const [dependant, dependency] = direction === 'dependants' ? [other, item] : [item, other];
      return { dependant, dependency, type, redundancy };
    }),
  );
  return links.filter(({ type, dependency }) => type !== 'member-of' || !groups.isGroup(dependency) || starts.includes(dependency));
};

/** The members of groups from which a walk over dependants starts: what happens to a group as a whole happens to them. */
const memberLinks = (groups: GroupLinks, starts: readonly string[]): readonly Link[] =>
  groups.below(starts).map(({ dependant: group, dependency: member }) => ({ dependant: member, dependency: group, type: 'member-of' }));

/**
 * Walks over the dependants or the dependencies of CIs (C3). It reads a hundred items in a request, and the groups of the register once. An
 * item that only stands by for another one is reached, but the walk does not go on from it.
 */
export const walkImpact =
  (context: GroupContext) =>
  async (question: ImpactQuestion): Promise<Impact> => {
    const { starts, down, direction, types, depth = mostDepth, limit = impactLimit } = question;
    const groups = await readGroupLinks(context);
    const linksOf = async (ids: readonly string[]): Promise<readonly Link[]> => {
      const stored = await storedLinks(context, question, groups, ids);
      const begun = ids.filter((id) => starts.includes(id));
      const ofGroups = direction === 'dependants' ? [...groups.above(ids), ...memberLinks(groups, begun)] : groups.below(ids);
      return [...stored, ...ofGroups].filter(({ type }) => types?.includes(type) ?? true);
    };
    const options = { direction, hops: depth, limit, goesOn: isNeed, looksBeyond: true };
    const graph = await walkGraph(linksOf, starts, options);
    const states = statesOf(graph.links, down);
    return { ...graph, states, explained: explain(graph, starts, direction, direction === 'dependants' ? states : undefined) };
  };
