import type { Instant } from '../../domain/clock.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import {
  type ConfigurationItemFilters,
  type ConfigurationItemPosting,
  filterPostings,
  hasPostings,
} from '../../domain/configuration-item/configuration-item-postings.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import type { CiSightingRepository } from '../../domain/configuration-item/sighting.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { resolveTeam } from '../team/resolve-team.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';

interface ListContext extends Pick<ConfigurationItemContext, 'teams'> {
  readonly configurationItems: Pick<ConfigurationItemRepository, 'page' | 'findMany'>;
}

/** A CI with the time at which an import found it for the last time. */
export interface SeenConfigurationItem extends ConfigurationItem {
  readonly lastSeenAt?: Instant | undefined;
}

/** The postings that CIs with these filters have. The owner team is given by id or name. */
const postingsFor = async (
  { teams }: Pick<ListContext, 'teams'>,
  filters: ConfigurationItemFilters,
): Promise<readonly ConfigurationItemPosting[]> => {
  const { ownerTeam } = filters;
  if (ownerTeam === undefined) return filterPostings(filters);
  return filterPostings({ ...filters, ownerTeam: await resolveTeam(teams)(ownerTeam, '/query/ownerTeam') });
};

/** Lists the CIs that match the filters, in order of creation (T11). */
export const listConfigurationItems =
  (context: ListContext) =>
  async (filters: ConfigurationItemFilters, request: PageRequest): Promise<Page<ConfigurationItem>> =>
    context.configurationItems.page(request, await postingsFor(context, filters));

/**
 * Lists the CIs that no import has found since a date, the longest unseen first (I5). CIs that no import brought or found are not among them, nor
 * those that are decommissioned. Filters apply after reading, so a page may be short and have a cursor.
 */
export const listUnseenConfigurationItems =
  (context: ListContext & { readonly sightings: Pick<CiSightingRepository, 'pageBefore'> }) =>
  async (since: string, filters: ConfigurationItemFilters, request: PageRequest): Promise<Page<SeenConfigurationItem>> => {
    const postings = await postingsFor(context, filters);
    const { items: sightings, nextCursor } = await context.sightings.pageBefore(since, request);
    const found = await context.configurationItems.findMany(sightings.map(({ item }) => item));
    const lastSeen = new Map(sightings.map(({ item, lastSeenAt }) => [item, lastSeenAt]));
    const items = found.filter((ci) => ci.stage !== 'decommissioned' && hasPostings(ci, postings));
    return { items: items.map((ci) => ({ ...ci, lastSeenAt: lastSeen.get(ci.id) })), nextCursor };
  };

/** A CI with the time at which an import found it for the last time. */
export const withSighting =
  ({ sightings }: { readonly sightings: Pick<CiSightingRepository, 'findMany'> }) =>
  async (ci: ConfigurationItem): Promise<SeenConfigurationItem> => {
    const [sighting] = await sightings.findMany([ci.id]);
    return { ...ci, lastSeenAt: sighting?.lastSeenAt };
  };
