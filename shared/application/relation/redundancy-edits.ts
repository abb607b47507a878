import type { RedundancyGroup } from '../../domain/item/redundancy.ts';
import type { RelationEdit } from '../../domain/item/relation.ts';
import type { Edge, RedundancyPart } from '../../domain/item/relation-repository.ts';

const withoutGroup = ({ redundancy = [] }: Pick<Edge, 'redundancy'>, group: string): readonly RedundancyPart[] =>
  redundancy.filter((part) => part.group !== group);

/**
 * What changes in the relations of a CI when one of its redundancy groups becomes `next`, or is removed. The group is stored on every edge
 * between the CI and a member, at both ends, so that a walk finds it with the edge. A member that the CI does not depend on yet gets the
 * relation `depends-on`. A former member stays a dependency, and the CI needs it then.
 * @param edges the outgoing edges of the CI
 */
export const redundancyEdits = (
  source: string,
  edges: readonly Edge[],
  group: string,
  next: Omit<RedundancyGroup, 'group'> | undefined,
): readonly RelationEdit[] => {
  const members = new Set(next?.members);
  const part = next && { group, minimumUp: next.minimumUp, members: members.size };
  const kept = edges
    .filter(({ item, redundancy = [] }) => members.has(item) || redundancy.some((one) => one.group === group))
    .map((edge): RelationEdit => {
      const others = withoutGroup(edge, group);
      const redundancy = part && members.has(edge.item) ? [...others, part] : others;
      return { relation: { type: edge.type, source, target: edge.item }, next: { redundancy } };
    });
  const related = new Set(edges.filter(({ type }) => type !== 'standby-of').map(({ item }) => item));
  const added = [...members]
    .filter((target) => !related.has(target))
    .map((target): RelationEdit => {
      const others = edges.find(({ item }) => item === target) ?? {};
      return { relation: { type: 'depends-on', source, target }, next: { redundancy: part ? [...withoutGroup(others, group), part] : [] } };
    });
  return [...kept, ...added];
};
