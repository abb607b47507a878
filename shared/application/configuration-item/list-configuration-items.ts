import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { type ConfigurationItemFilters, keepsConfigurationItem, labelFilter } from '../../domain/item/item-filters.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import type { ItemContext } from '../item/item-context.ts';
import { findByName } from '../resource/resolve-by-name.ts';

interface ConfigurationItemQuery {
  readonly equal: Omit<ConfigurationItemFilters['equal'], 'ownerTeam'>;
  readonly ownerTeam?: string | undefined;
  /** `app=orders`, or `app` for any value. */
  readonly label?: string | undefined;
}

/** CIs in the order made, narrowed by what the query says; a class keys the query (T4). */
export const listConfigurationItems =
  ({ items, teams }: Pick<ItemContext, 'items' | 'teams'>) =>
  async ({ equal, ownerTeam, label }: ConfigurationItemQuery, request: PageRequest): Promise<Page<ConfigurationItem>> => {
    const team = ownerTeam === undefined ? undefined : await findByName(teams, ownerTeam);
    if (ownerTeam !== undefined && team === undefined) return { items: [] };
    const keep = keepsConfigurationItem({
      equal: { ...equal, ownerTeam: team },
      label: label === undefined ? undefined : labelFilter(label),
    });
    return items.pageCis({ ...request, ...(equal.class === undefined ? {} : { class: equal.class }) }, keep);
  };
