import type { Caller } from '../../domain/access.ts';
import { formerAccountsAfter } from '../../domain/book/accounts-in-force.ts';
import { assertTermsMayChange, type BookTermsDraft } from '../../domain/book/book.ts';
import type { PutConditions } from '../../domain/expected-version.ts';
import { putByName } from '../resource/put-by-name.ts';
import type { BookContext } from './book-context.ts';

/**
 * Creates a book or replaces its terms (A8).
 * @throws DomainError conflict `book/in-use` for another currency, `book/closed` for another fiscal year of a book with closed periods
 */
export const putBook = (context: BookContext) => (name: string, terms: BookTermsDraft, conditions: PutConditions, caller: Caller) =>
  putByName('book', context, context.books)(
    name,
    (before) => {
      if (before) assertTermsMayChange(before, terms);
      const closings = before?.closings ?? [];
      const former = formerAccountsAfter(before, terms, { id: context.ids.next(), books: [{ closings }] });
      return { fields: { ...terms, closings, inUse: before?.inUse ?? false, ...former } };
    },
    conditions,
    caller,
  );
