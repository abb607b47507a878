import type { Change } from '../../domain/change/change.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { Zone } from '../../domain/values.ts';
import type { ApprovalContext } from './link-context.ts';
import { readNeighbours } from './read-neighbours.ts';

/** The maximum number of CIs of the scope that are shown by name. For the others, the page shows only their number. */
const maxNamedItems = 50;

/** The most names in a list of related CIs. */
const maxNeighbours = 20;

/** CIs by name: how many there are, and the names of the first ones. */
export interface NamedItems {
  readonly count: number;
  readonly names: readonly string[];
}

/** The CIs that a change alters, covers and leaves uncovered. */
export interface TouchedItems {
  /** The names of the CIs that the change names. */
  readonly items: readonly string[];
  /** The scope that was computed at submission. */
  readonly scope: NamedItems;
  /** The names of the services among the CIs that are named, in scope or related. */
  readonly services: readonly string[];
  /** The CIs that directly depend on the named CIs. */
  readonly dependants: NamedItems;
  /** Those of the dependants that are not in scope: their alerts are sent during the window. */
  readonly uncovered: NamedItems;
  readonly standby: NamedItems;
  /** The time zones of the services that have one, each once. */
  readonly zones: readonly { readonly zone: string; readonly service: string }[];
  /** The name of a CI by its id. The id itself if the CI was not read. */
  readonly nameOf: (item: string) => string;
}

/** The ids of the scope: first the items that the change names, then their dependants. */
const scopeIds = async ({ changes }: Pick<ApprovalContext, 'changes'>, change: Change): Promise<readonly string[]> => {
  if (!change.scope) return change.items;
  const scoped = await changes.scope(change.id, change.scope.revision, change.scope.digest);
  return [...new Set([...change.items, ...scoped.map(({ item }) => item)])];
};

/** The time zones of services, by their attribute `zone`. An attribute that is no time zone is left out. */
const zonesOf = (services: readonly ConfigurationItem[]): TouchedItems['zones'] => {
  const found = new Map<string, string>();
  for (const { name, attributes } of services) {
    const { data: zone } = Zone().safeParse(attributes.zone);
    if (zone !== undefined && !found.has(zone)) found.set(zone, name);
  }
  return [...found].map(([zone, service]) => ({ zone, service }));
};

/** Reads what a change touches, for the approver's page (P5). */
export const readTouched = async (
  context: Pick<ApprovalContext, 'changes' | 'relations' | 'configurationItems'>,
  change: Change,
): Promise<TouchedItems> => {
  const [scope, neighbours] = await Promise.all([scopeIds(context, change), readNeighbours(context.relations, change)]);
  const shown = scope.slice(0, maxNamedItems);
  const covered = new Set(scope);
  const uncovered = neighbours.dependants.filter((item) => !covered.has(item));
  const lists = [neighbours.dependants, uncovered, neighbours.standby].map((ids) => ids.slice(0, maxNeighbours));
  const inConflict = change.conflicts.flatMap(({ items }) => items);
  const read = await context.configurationItems.findMany([...new Set([...shown, ...lists.flat(), ...inConflict])]);
  const byId = new Map(read.map((ci) => [ci.id, ci]));
  const nameOf = (item: string): string => byId.get(item)?.name ?? item;
  const named = (ids: readonly string[], most = maxNeighbours): NamedItems => ({
    count: ids.length,
    names: ids.slice(0, most).map(nameOf),
  });
  const services = read.filter(({ class: name }) => name === 'service');
  return {
    items: change.items.map(nameOf),
    scope: { ...named(scope, maxNamedItems), count: change.scope?.count ?? change.items.length },
    services: services.map(({ name }) => name),
    dependants: named(neighbours.dependants),
    uncovered: named(uncovered),
    standby: named(neighbours.standby),
    zones: zonesOf(services),
    nameOf,
  };
};
