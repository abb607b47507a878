import type { ConfigurationItem, ConfigurationItemFields } from '../../domain/configuration-item/configuration-item.ts';
import { selectorPostings } from '../../domain/configuration-item/configuration-item-postings.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { isGroup, isSelected, parsedSelector, sentSelector, tooNarrow, tooWide } from '../../domain/configuration-item/group-selector.ts';
import { isSameValue } from '../../domain/resource/same-value.ts';
import type { Page } from '../../domain/store.ts';

interface SelectorContext {
  readonly configurationItems: Pick<ConfigurationItemRepository, 'idsWith' | 'page'>;
}

/** How many pages of CIs are read to find one that a selector does not match. With 100 CIs each, a request reads at most 1,000 rows (T4). */
const mostPages = 10;

/** Whether every CI is selected, except groups. Nearly always, the first page has one that is not. */
const matchesEverything = async ({ configurationItems }: SelectorContext, matches: (ci: ConfigurationItem) => boolean) => {
  let after: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page: Page<ConfigurationItem> = await configurationItems.page({ limit: 100, after }, []);
    if (page.items.some((ci) => !isGroup(ci) && !matches(ci))) return false;
    if (page.nextCursor === undefined) return true;
    after = page.nextCursor;
  }
  return false;
};

/**
 * Checks a selector that a group gets or changes (C2).
 * @throws DomainError invalid `group/selector-matches-nothing`, `group/selector-matches-everything`, and with a pointer into the selector
 */
export const assertSelects = async (
  context: SelectorContext,
  fields: ConfigurationItemFields,
  before?: ConfigurationItem,
): Promise<void> => {
  const sent = sentSelector(fields);
  if (sent === undefined || (before && isSameValue(sent, sentSelector(before)))) return;
  const postings = selectorPostings(parsedSelector(sent));
  const own = before?.id ?? '';
  const found = await context.configurationItems.idsWith(postings);
  if (found.every((id) => id === own)) throw tooNarrow();
  if (await matchesEverything(context, (ci) => isSelected(own, postings, ci))) throw tooWide();
};
