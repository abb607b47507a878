import type { Link } from '../../shared/domain/impact/graph.ts';
import { type ImpactState, impactStates } from '../../shared/domain/impact/states.ts';

/** The same by a plain algorithm: every item is judged again and again by everything that it needs, until nothing changes. */
export const plainStates = (links: readonly Link[], starts: readonly string[]): Map<string, ImpactState> => {
  const states = new Map<string, ImpactState>(starts.map((start) => [start, 'down']));
  const stateOf = (item: string) => states.get(item) ?? 'none';
  const inGroup = (own: readonly Link[], name: string): ImpactState => {
    const members = own.filter(({ redundancy = [] }) => redundancy.some((part) => part.group === name));
    const { minimumUp = 0, members: size = 0 } = members[0]?.redundancy?.find((one) => one.group === name) ?? {};
    const bad = members.filter(({ dependency }) => stateOf(dependency) === 'down').length;
    const needed = typeof minimumUp === 'number' ? minimumUp : Math.ceil((Number.parseInt(minimumUp, 10) / 100) * size);
    if (members.every(({ dependency }) => stateOf(dependency) === 'none')) return 'none';
    return size - bad < needed ? 'down' : 'degraded';
  };
  const judge = (item: string): ImpactState => {
    const own = links.filter(({ dependant, type }) => dependant === item && type !== 'standby-of');
    const found: ImpactState[] = [
      stateOf(item),
      ...own.filter(({ redundancy = [] }) => redundancy.length === 0).map(({ dependency }) => stateOf(dependency)),
    ];
    const names = new Set(own.flatMap(({ redundancy = [] }) => redundancy.map((part) => part.group)));
    found.push(...[...names].map((name) => inGroup(own, name)));
    return impactStates.findLast((state) => found.includes(state)) ?? 'none';
  };
  const items = new Set(links.flatMap(({ dependant, dependency }) => [dependant, dependency]));
  for (let changed = true; changed; ) {
    changed = false;
    for (const item of items) {
      const state = judge(item);
      if (state === stateOf(item)) continue;
      states.set(item, state);
      changed = true;
    }
  }
  return states;
};

/** The distance from the nearest start, by trying all links as often as there are items. What stands by is reached, and not passed. */
export const plainDistances = (links: readonly Link[], starts: readonly string[]): Map<string, number> => {
  const needed = new Map(starts.map((start) => [start, 0]));
  const far = new Map(needed);
  const shorten = (distances: Map<string, number>, item: string, distance: number) => {
    if (distance < (distances.get(item) ?? Number.POSITIVE_INFINITY)) distances.set(item, distance);
  };
  for (let round = 0; round < 2 * links.length + 1; round += 1)
    for (const { dependant, dependency, type } of links) {
      const distance = (needed.get(dependency) ?? Number.POSITIVE_INFINITY) + 1;
      shorten(far, dependant, distance);
      if (type !== 'standby-of') shorten(needed, dependant, distance);
    }
  return new Map([...far].filter(([, distance]) => Number.isFinite(distance)));
};
