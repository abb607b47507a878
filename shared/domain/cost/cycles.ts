import type { Link } from '../impact/graph.ts';

/** One item needs another. */
type Need = Pick<Link, 'dependant' | 'dependency'>;

/** The items that need each other, under the id of one of them. An item that is in no cycle is alone. */
interface Cycles {
  /** Each after the ones that need it. */
  readonly cycles: ReadonlyMap<string, readonly string[]>;
  readonly cycleOf: ReadonlyMap<string, string>;
}

/**
 * Finds the items that need each other, from these items towards those that need them (the strongly connected components, by Tarjan's
 * algorithm). It calls itself once for each item on a path, so the number of items must be limited.
 */
export const cyclesOf = (items: readonly string[], links: readonly Need[]): Cycles => {
  const dependants = Map.groupBy(links, ({ dependency }) => dependency);
  const [cycles, cycleOf, lowest] = [new Map<string, readonly string[]>(), new Map<string, string>(), new Map<string, number>()];
  const open: string[] = [];

  /** Visits what needs the item. Returns the earliest open item that is reached. */
  const visit = (item: string): number => {
    const known = lowest.get(item);
    if (known !== undefined) return cycleOf.has(item) ? Number.POSITIVE_INFINITY : known;
    const place = lowest.size;
    const at = open.push(item) - 1;
    lowest.set(item, place);
    const reached = (dependants.get(item) ?? []).map(({ dependant }) => visit(dependant));
    const earliest = reached.reduce((one, other) => Math.min(one, other), place);
    lowest.set(item, earliest);
    if (earliest < place) return earliest;
    const members = open.splice(at).toSorted();
    cycles.set(item, members);
    for (const member of members) cycleOf.set(member, item);
    return Number.POSITIVE_INFINITY;
  };

  for (const item of items) visit(item);
  return { cycles, cycleOf };
};
