import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import { filterPostings } from '../../domain/configuration-item/configuration-item-postings.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { isSelectedBy, selectorOf } from '../../domain/configuration-item/group-selector.ts';
import { allPages } from '../all-pages.ts';
import { type CoverageContext, groupsAbove } from './covering-change.ts';

/** All groups that select their members by labels. There are only a few groups, so all are read. */
export const selectingGroups = async ({
  configurationItems,
}: {
  readonly configurationItems: Pick<ConfigurationItemRepository, 'page'>;
}): Promise<readonly ConfigurationItem[]> => {
  const groups = await allPages({ page: (request) => configurationItems.page(request, filterPostings({ class: 'group' })) });
  return groups.filter((group) => selectorOf(group) !== undefined);
};

/** The ids by which a change may name a CI: its own, and those of its groups, by relations and by selectors. */
export const idsCovering =
  (context: Pick<CoverageContext, 'relations'>, selecting: readonly ConfigurationItem[]) =>
  async (ci: ConfigurationItem): Promise<readonly string[]> => {
    const selected = selecting.filter((group) => isSelectedBy(selectorOf(group) ?? {}, ci)).map(({ id }) => id);
    return [...new Set([ci.id, ...(await groupsAbove(context)(ci.id)), ...selected])];
  };
