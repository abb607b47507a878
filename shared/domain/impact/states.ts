import { neededUp } from '../item/redundancy.ts';
import type { RedundancyPart } from '../item/relation-repository.ts';
import { isNeed, type Link } from './graph.ts';

/** What the failure of other items does to an item (C3). */
export const impactStates = ['none', 'degraded', 'down'] as const;
export type ImpactState = (typeof impactStates)[number];

/** Whether a state is as bad as another, or worse. */
export const isAtLeast = (one: ImpactState, other: ImpactState): boolean => impactStates.indexOf(one) >= impactStates.indexOf(other);

const worse = (one: ImpactState, other: ImpactState): ImpactState => (isAtLeast(one, other) ? one : other);

/** The links by the item at one of their ends. */
export const linksBy = (links: readonly Link[], end: 'dependant' | 'dependency'): ReadonlyMap<string, readonly Link[]> => {
  const found = new Map<string, Link[]>();
  for (const link of links) {
    const list = found.get(link[end]);
    if (list) list.push(link);
    else found.set(link[end], [link]);
  }
  return found;
};

/**
 * The states of all items if some of them are down. An item without redundancy gets the state of the worst item that it needs. An item with a
 * redundancy group is degraded as long as enough members of the group are up, and down if they are not. The states only get worse while they
 * are computed, so cycles end: an item in a cycle is not down for its own sake.
 *
 * @param isNeeded whether a relation of this type hands the state on. @default all but `standby-of`
 */
export const statesOf = (
  links: readonly Link[],
  down: readonly string[],
  isNeeded: (link: Link) => boolean = ({ type }) => isNeed(type),
): ReadonlyMap<string, ImpactState> => {
  const states = new Map<string, ImpactState>(down.map((item) => [item, 'down']));
  const dependants = linksBy(links.filter(isNeeded), 'dependency');
  /** The members that are down, by group of a dependant. */
  const lost = new Map<string, Set<string>>();

  const inGroup = ({ dependant, dependency }: Link, part: RedundancyPart, state: ImpactState): ImpactState => {
    const key = `${dependant} ${part.group}`;
    const members = lost.get(key) ?? new Set<string>();
    lost.set(key, members);
    if (state === 'down') members.add(dependency);
    return part.members - members.size < neededUp(part) ? 'down' : 'degraded';
  };
  const handedOn = (link: Link, state: ImpactState): ImpactState => {
    const { redundancy = [] } = link;
    return redundancy.length === 0
      ? state
      : redundancy.reduce<ImpactState>((worst, part) => worse(worst, inGroup(link, part, state)), 'none');
  };

  const changed = [...states.keys()];
  for (let item = changed.pop(); item !== undefined; item = changed.pop()) {
    const state = states.get(item) ?? 'none';
    for (const link of dependants.get(item) ?? []) {
      const before = states.get(link.dependant) ?? 'none';
      const after = worse(before, handedOn(link, state));
      if (after === before) continue;
      states.set(link.dependant, after);
      changed.push(link.dependant);
    }
  }
  return states;
};
