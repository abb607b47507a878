import type { CalendarItem, CalendarMatch } from '../../domain/calendar/calendar-match.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { byEachId, idsOfFacet } from '../../domain/item/merge.ts';
import { allGroupMembers, type GroupContext } from '../impact/group-members.ts';
import { walkImpact } from '../impact/walk-impact.ts';

/** What a service needs: the ids of the CIs, or `unknown` if there are too many to tell. */
type Needs = ReadonlySet<string> | 'unknown';

/** What each of these services needs, at any distance, with the service itself. */
const needsOf = async (context: GroupContext, services: readonly string[]): Promise<ReadonlyMap<string, Needs>> => {
  const found = await inParallel(services, 4, async (service): Promise<readonly [string, Needs]> => {
    const { depths, truncated } = await walkImpact(context)({ starts: [service], down: [], direction: 'dependencies' });
    return [service, truncated ? 'unknown' : new Set(depths.keys())];
  });
  return new Map(found);
};

const servicesOf = (needs: ReadonlyMap<string, Needs>, ids: readonly string[]): CalendarItem['services'] => {
  const services = [...needs].filter(([, needed]) => needed !== 'unknown' && ids.some((id) => needed.has(id))).map(([service]) => service);
  return [...needs.values()].includes('unknown') ? 'unknown' : services;
};

/**
 * The named CIs and the members of named groups, with what these calendars ask of them. The services of a CI are read only if one of the
 * calendars is for a service; others are left out.
 */
export const calendarItems =
  (context: GroupContext) =>
  async (named: readonly string[], calendars: readonly { readonly match: CalendarMatch }[]): Promise<readonly CalendarItem[]> => {
    const cis = await context.configurationItems.findMany(named);
    const members = await allGroupMembers(context, cis);
    const known = byEachId(await context.configurationItems.findMany([...new Set([...members.values()].flat())]), idsOfFacet);
    const needs = await needsOf(context, [...new Set(calendars.flatMap(({ match }) => match.service ?? []))]);
    const itemOf = (name: string, ci: ConfigurationItem): CalendarItem => {
      const ids = idsOfFacet(ci);
      return { named: name, ids, class: ci.class, environment: ci.environment, services: servicesOf(needs, ids) };
    };
    return cis.flatMap((ci) => [
      itemOf(ci.id, ci),
      ...(members.get(ci.id) ?? []).flatMap((member) => {
        const found = known.get(member);
        return found ? [itemOf(ci.id, found)] : [];
      }),
    ]);
  };
