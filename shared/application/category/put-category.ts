import type { Caller } from '../../domain/access.ts';
import { formerAccountsAfter } from '../../domain/book/accounts-in-force.ts';
import type { CategoryDraft } from '../../domain/category/category.ts';
import { assertFieldSchema } from '../../domain/category/custom-fields.ts';
import { bookAmountIn } from '../../domain/depreciation/timeline.ts';
import { invalid } from '../../domain/errors.ts';
import type { PutConditions } from '../../domain/expected-version.ts';
import { isSameValue } from '../../domain/resource/same-value.ts';
import { allPages } from '../all-pages.ts';
import type { BookContext } from '../book/book-context.ts';
import { findNamed, putByName } from '../resource/put-by-name.ts';

/** @throws DomainError invalid `book/unknown`, `book/duplicate`, or if a residual value is in another currency or finer than the book's */
const assertDefaultBooks = async ({ books }: BookContext, entries: CategoryDraft['defaultBooks'] = []): Promise<void> => {
  const found = await Promise.all(entries.map(({ name }) => findNamed(books, name)));
  for (const [place, { name, residualValue }] of entries.entries()) {
    const pointer = `/defaultBooks/${place}`;
    const book = found[place];
    if (!book) throw invalid(`${pointer}/name`, 'book/unknown', `book ${name} does not exist; create it with PUT /v1/books/{name}`);
    if (found.findIndex((other) => other?.id === book.id) < place)
      throw invalid(`${pointer}/name`, 'book/duplicate', `book ${book.name} is named twice; send one entry for each book`);
    bookAmountIn(residualValue, book.currency, `${pointer}/residualValue`);
  }
};

/**
 * Creates or replaces a category (A4). Assets that have it already are judged by its new schema when they are written next.
 * @throws DomainError invalid `schema/invalid`, `book/unknown`, `book/duplicate`
 */
export const putCategory =
  (context: BookContext) => async (name: string, draft: CategoryDraft, conditions: PutConditions, caller: Caller) => {
    if (draft.customFields) assertFieldSchema(draft.customFields);
    await assertDefaultBooks(context, draft.defaultBooks);
    return putByName('category', context, context.categories)(
      name,
      async (before) => {
        const books = await allPages(context.books);
        const former = formerAccountsAfter(before, draft, { id: context.ids.next(), books });
        // Accounts are set while the periods of the books are as they were read, or a closed journal would get them.
        const checks = isSameValue(before?.accounts ?? {}, draft.accounts ?? {}) ? [] : books.map((book) => context.books.unchanged(book));
        return { fields: { ...draft, ...former }, checks };
      },
      conditions,
      caller,
    );
  };
