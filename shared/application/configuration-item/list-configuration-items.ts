import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { type ConfigurationItemFilters, filterPostings } from '../../domain/configuration-item/configuration-item-postings.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { resolveTeam } from '../team/resolve-team.ts';
import type { ConfigurationItemContext } from './configuration-item-context.ts';

/** Lists the CIs that match the filters, in order of creation (T11). The owner team is given by id or name. */
export const listConfigurationItems =
  ({ configurationItems, teams }: Pick<ConfigurationItemContext, 'configurationItems' | 'teams'>) =>
  async (filters: ConfigurationItemFilters, request: PageRequest): Promise<Page<ConfigurationItem>> => {
    const { ownerTeam } = filters;
    if (ownerTeam === undefined) return configurationItems.page(request, filterPostings(filters));
    const team = await resolveTeam(teams)(ownerTeam, '/query/ownerTeam');
    return configurationItems.page(request, filterPostings({ ...filters, ownerTeam: team }));
  };
