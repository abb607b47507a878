import type { ConfigurationItem, RelationType } from '../../domain/configuration-item/configuration-item.ts';
import { pathTo } from '../../domain/impact/paths.ts';
import type { ImpactState } from '../../domain/impact/states.ts';
import { itemIdOf } from '../../domain/item/merge.ts';
import type { Direction } from '../../domain/item/relation.ts';
import { pageOfAll } from '../../domain/page-of-all.ts';
import type { PageRequest } from '../../domain/store.ts';
import { managedItem } from '../configuration-item/managed-item.ts';
import type { ItemInPathContext } from '../item/item-in-path.ts';
import { resolveItem } from '../item/resolve-item.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';
import type { GroupContext } from './group-members.ts';
import { type Impact, type ImpactQuestion, walkImpact } from './walk-impact.ts';

export type ImpactContext = ItemInPathContext & NamesContext & GroupContext;

/** What a caller asks about a CI. */
export interface ImpactQuery {
  readonly direction: Direction;
  readonly depth?: number | undefined;
  readonly types?: readonly RelationType[] | undefined;
  /** References to further CIs that are taken as down. */
  readonly down?: readonly string[] | undefined;
}

/** A CI in an answer. The name is missing if it was deleted during the walk. */
type Facets = ReadonlyMap<string, ConfigurationItem>;

/** The most services that one answer shows. */
export const mostServices = 200;

const stateIn = ({ states }: Pick<Impact, 'states'>, item: string): ImpactState => states.get(item) ?? 'none';

/** The question of a query. @throws DomainError invalid `item/unknown`, missing `configuration-item/not-found` */
export const questionOf =
  (context: ItemInPathContext) =>
  async (
    reference: string,
    { down: references = [], ...query }: ImpactQuery,
  ): Promise<ImpactQuestion & { readonly ci: ConfigurationItem }> => {
    const { id, ci } = await managedItem(context)(reference);
    const others = await Promise.all(references.map((other, at) => resolveItem(context)(other, `/query/down/${at}`)));
    const isWalkFromAll = query.direction === 'dependants';
    const down = [...new Set(isWalkFromAll ? [id, ...others] : others)];
    return { ...query, ci, down, starts: isWalkFromAll ? down : [id] };
  };

/** The services that were reached, those that are down first, and then the nearest ones. */
export const servicesIn = async (
  { configurationItems }: GroupContext,
  impact: Impact,
  starts: readonly string[],
): Promise<readonly string[]> => {
  const services = new Set(await configurationItems.idsWith([{ field: 'class', value: 'service' }]));
  const isDown = (item: string): number => (stateIn(impact, item) === 'down' ? 0 : 1);
  return [...impact.depths.keys()]
    .filter((item) => services.has(item) && !starts.includes(item))
    .toSorted((one, other) => isDown(one) - isDown(other));
};

/** The contact groups of services, each role of a group once, with the services that have it. */
const contactsOf = async (context: NamesContext, services: readonly ConfigurationItem[]) => {
  const contacts = new Map<string, { group: string; role: string; services: string[] }>();
  for (const { id, merge, contactGroups } of services) {
    for (const { group, role } of contactGroups) {
      const contact = contacts.get(`${group} ${role}`) ?? { group, role, services: [] };
      contacts.set(`${group} ${role}`, contact);
      contact.services.push(itemIdOf({ id, merge }));
    }
  }
  const found = [...contacts.values()];
  const names = await namesOf(context)(
    referencesTo(
      'contact-group',
      found.map(({ group }) => group),
    ),
  );
  return found.map((contact) => ({ ...contact, name: names.of(contact.group) }));
};

const facetsOf = async ({ configurationItems }: GroupContext, ids: readonly string[]): Promise<Facets> =>
  new Map((await configurationItems.findMany([...new Set(ids)])).map((ci) => [ci.id, ci]));

/** The id under which an item is shown. */
const shownId = (facets: Facets, id: string): string => itemIdOf(facets.get(id) ?? { id });

/** Sorts by distance, and then by id, which is the order of creation. */
const positionOf = ([item, depth]: readonly [string, number]): string => `${String(depth).padStart(4, '0')} ${item}`;

/** A page of an impact, before it is named: the items on it, and the services. */
export const pageOfImpact = (impact: Impact, starts: readonly string[], request: PageRequest) => {
  const hits = [...impact.depths]
    .filter(([item]) => !starts.includes(item))
    .toSorted((one, other) => (positionOf(one) < positionOf(other) ? -1 : 1));
  return { hits, ...pageOfAll(hits, request, positionOf) };
};

/**
 * What depends on a CI, or what it depends on, with the state that each item has if the CI is down (C3). Items are listed by distance, the
 * nearest first. Services and their contact groups are those of the whole walk, on every page.
 * @throws DomainError invalid `item/unknown`; missing `item/not-found`, `configuration-item/not-found`
 */
export const readImpact = (context: ImpactContext) => async (reference: string, query: ImpactQuery, request: PageRequest) => {
  const question = await questionOf(context)(reference, query);
  const { starts, direction, ci } = question;
  const impact = await walkImpact(context)(question);
  const { hits, items, nextCursor } = pageOfImpact(impact, starts, request);
  const services = await servicesIn(context, impact, starts);
  const shown = services.slice(0, mostServices);
  const pathOf = (item: string) => pathTo(item, impact.explained, direction);
  const paths = new Map([...items.map(([item]) => item), ...shown].map((item) => [item, pathOf(item)]));
  const facets = await facetsOf(
    context,
    [...paths.values()].flat().map((step) => step.item),
  );
  const named = (item: string) => ({ item: shownId(facets, item), name: facets.get(item)?.name });
  const pathShown = (item: string) => (paths.get(item) ?? []).map((step) => ({ ...step, ...named(step.item) }));
  const count = (state: ImpactState) => hits.filter(([item]) => stateIn(impact, item) === state).length;
  return {
    page: {
      items: items.map(([item, depth]) => {
        const { class: name, criticality } = facets.get(item) ?? {};
        return { ...named(item), class: name, criticality, state: stateIn(impact, item), depth, path: pathShown(item) };
      }),
      nextCursor,
    },
    answer: {
      ...{ item: itemIdOf(ci), name: ci.name, direction, state: stateIn(impact, ci.id) },
      services: shown.map((service) => ({
        ...{
          service: shownId(facets, service),
          name: facets.get(service)?.name,
          state: stateIn(impact, service),
          path: pathShown(service),
        },
      })),
      contacts: await contactsOf(
        context,
        shown.flatMap((service) => facets.get(service) ?? []),
      ),
      totals: { items: hits.length, none: count('none'), degraded: count('degraded'), down: count('down'), services: services.length },
      truncated: impact.truncated || services.length > shown.length,
    },
  };
};
