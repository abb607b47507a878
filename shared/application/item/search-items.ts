import { invalid } from '../../domain/errors.ts';
import type { Item, ItemRepository } from '../../domain/item/item-repository.ts';
import { searchTokens } from '../../domain/item/search-words.ts';
import type { Page, PageRequest } from '../../domain/store.ts';

/**
 * Items that have a word for the beginning of each word of the question (A9). The longest of them leads the search, since it is
 * usually the rarest.
 * @throws DomainError invalid `search/no-word` where the question has neither letter nor digit
 */
export const searchItems =
  ({ items }: { readonly items: Pick<ItemRepository, 'search'> }) =>
  (question: string, request: PageRequest): Promise<Page<Item>> => {
    const [longest, ...others] = searchTokens(question);
    if (longest === undefined)
      throw invalid('/query/q', 'search/no-word', `${question} has no letter or digit: search for the beginning of a word, such as orders`);
    return items.search([longest, ...others], request);
  };
