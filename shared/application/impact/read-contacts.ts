import type { Clock } from '../../domain/clock.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { ContactGroup } from '../../domain/contact-group/contact-group.ts';
import { type ContactReason, contactsFor } from '../../domain/impact/contacts.ts';
import { pathTo } from '../../domain/impact/paths.ts';
import { pageOfAll } from '../../domain/page-of-all.ts';
import { isActive, type Person } from '../../domain/person/person.ts';
import type { ResourceRepository } from '../../domain/resource/define-resource.ts';
import type { PageRequest } from '../../domain/store.ts';
import { itemInPath } from '../item/item-in-path.ts';
import { namesOf, referencesTo } from '../name/names-of.ts';
import { type ImpactContext, mostServices, servicesIn } from './read-impact.ts';
import { walkImpact } from './walk-impact.ts';

interface ContactsContext extends ImpactContext {
  readonly contactGroups: Pick<ResourceRepository<ContactGroup>, 'findMany'>;
  readonly people: Pick<ResourceRepository<Person>, 'findMany'>;
  readonly clock: Clock;
}

/** The CI, and the services that are affected if it is down, with the paths that lead to them. */
const concerned = async (context: ContactsContext, ci: ConfigurationItem) => {
  const starts = [ci.id];
  const impact = await walkImpact(context)({ starts, down: starts, direction: 'dependants' });
  const affected = (await servicesIn(context, impact, starts)).filter((service) => impact.states.has(service));
  const services = affected.slice(0, mostServices);
  return {
    cis: [ci, ...(services.length === 0 ? [] : await context.configurationItems.findMany(services))],
    pathOf: (item: string) => pathTo(item, impact.explained, 'dependants'),
    truncated: impact.truncated || services.length < affected.length,
  };
};

/** The contact groups of the CIs, and their members who have not left. */
const directory = async ({ contactGroups, people, clock }: ContactsContext, cis: readonly ConfigurationItem[]) => {
  const ids = [...new Set(cis.flatMap((ci) => ci.contactGroups.map(({ group }) => group)))];
  const groups = new Map((ids.length === 0 ? [] : await contactGroups.findMany(ids)).map((group) => [group.id, group]));
  const members = [...new Set([...groups.values()].flatMap((group) => group.members.map(({ person }) => person)))];
  const found = members.length === 0 ? [] : await people.findMany(members);
  const active = new Set(found.filter((person) => isActive(person, clock.now())).map(({ id }) => id));
  return { groups, isThere: (person: string) => active.has(person) };
};

/**
 * Who is told of a change, an outage or an alert of an item: the contact groups of the CI and of the services that it would affect, each
 * person and channel once, in the order in which they are told. An item without a CI facet has no contacts.
 * @throws DomainError missing `item/not-found`
 */
export const readContacts = (context: ContactsContext) => async (reference: string, reason: ContactReason, request: PageRequest) => {
  const { ci } = await itemInPath(context)(reference);
  if (!ci) return { items: [], truncated: false };
  const { cis, pathOf, truncated } = await concerned(context, ci);
  const { groups, isThere } = await directory(context, cis);
  const { items, nextCursor } = pageOfAll(contactsFor(reason, cis, groups, isThere), request, ({ order }) =>
    String(order).padStart(8, '0'),
  );
  const paths = new Map(items.flatMap(({ because }) => because.map((item) => [item, pathOf(item)] as const)));
  const names = await namesOf(context)([
    ...referencesTo(
      'person',
      items.map(({ person }) => person),
    ),
    ...referencesTo('item', [...paths.keys(), ...[...paths.values()].flat().map((step) => step.item)]),
  ]);
  const named = <Step extends { readonly item: string }>(step: Step) => ({
    ...step,
    item: names.item(step.item),
    name: names.of(step.item),
  });
  return {
    items: items.map(({ because, ...contact }) => ({
      ...contact,
      name: names.of(contact.person),
      groupName: groups.get(contact.group)?.name,
      because: because.map((item) => ({ ...named({ item }), path: (paths.get(item) ?? []).map(named) })),
    })),
    nextCursor,
    truncated,
  };
};
