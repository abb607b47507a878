import { invalid } from '../../domain/errors.ts';
import type { Item, ItemRepository } from '../../domain/item/item-repository.ts';
import { searchTokens } from '../../domain/item/search-words.ts';
import type { Page, PageRequest } from '../../domain/store.ts';

/**
 * Finds the items that have, for each word of the query, a word that begins with it (A9). The search starts with the longest word of the
 * query, because it is usually the rarest.
 * @throws DomainError invalid `search/no-word` if the query contains no letter and no digit
 */
export const searchItems =
  ({ items }: { readonly items: Pick<ItemRepository, 'search'> }) =>
  (query: string, request: PageRequest): Promise<Page<Item>> => {
    const [longest, ...others] = searchTokens(query);
    if (longest === undefined)
      throw invalid(
        '/query/q',
        'search/no-word',
        `${query} contains no letter or digit; search for the beginning of a word, such as orders`,
      );
    return items.search([longest, ...others], request);
  };
