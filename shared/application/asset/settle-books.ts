import type { Asset, AssetEdit } from '../../domain/asset/asset.ts';
import type { Book } from '../../domain/book/book.ts';
import { bookDateWords, isBookDate } from '../../domain/book/book-date.ts';
import type { Category } from '../../domain/category/category.ts';
import { assertCustomFields } from '../../domain/category/custom-fields.ts';
import { defaultEntries } from '../../domain/category/default-books.ts';
import { todayOf } from '../../domain/clock.ts';
import type { BookEntry } from '../../domain/depreciation/book-entry.ts';
import { acquisitionFact } from '../../domain/depreciation/fact-checks.ts';
import { invalid } from '../../domain/errors.ts';
import { findNamed } from '../resource/put-by-name.ts';
import type { AssetContext } from './asset-context.ts';
import { hasSameBasis } from './book-writes.ts';

type SettleContext = Pick<AssetContext, 'books' | 'categories' | 'clock'>;

const assertPlace = (entry: BookEntry, place: number, found: readonly (Book | undefined)[]): Book => {
  const book = found[place];
  const pointer = `/books/${place}/name`;
  if (!book) throw invalid(pointer, 'book/unknown', `book ${entry.name} does not exist; GET /v1/books lists those that do`);
  if (found.findIndex((other) => other?.id === book.id) < place)
    throw invalid(pointer, 'book/duplicate', `book ${book.name} is named twice; send one entry for each book`);
  return book;
};

/** The entries with the names of the books as they are stored. @throws DomainError invalid with a pointer into `books` */
const settledEntries = async (
  { books }: SettleContext,
  entries: readonly BookEntry[],
  { purchase }: Pick<Asset, 'purchase'>,
): Promise<BookEntry[]> => {
  const found = await Promise.all(entries.map(({ name }) => findNamed(books, name)));
  return entries.map((entry, place) => {
    const pointer = `/books/${place}`;
    const book = assertPlace(entry, place, found);
    const price = purchase?.value;
    if (price === undefined)
      throw invalid('/purchase/value', 'book/no-cost', `is missing; an asset in book ${book.name} needs what it cost`);
    if (purchase?.date !== undefined && !isBookDate(purchase.date))
      throw invalid('/purchase/date', 'book/date-out-of-range', `${purchase.date} is not ${bookDateWords}, which books need`);
    if (purchase?.date !== undefined && entry.inServiceDate < purchase.date)
      throw invalid(
        `${pointer}/inServiceDate`,
        'book/in-service-before-purchase',
        `${entry.inServiceDate} is before the purchase on ${purchase.date}; correct one of the two dates`,
      );
    acquisitionFact({ entry, price, purchaseDate: purchase?.date, pointer, recordedAt: '', bookedOn: '' }, book);
    return { ...entry, name: book.name };
  });
};

/** The entries that the category of a new asset gives it, if none were sent. */
const givenEntries = async (
  context: SettleContext,
  category: Category | undefined,
  fields: AssetEdit,
): Promise<readonly BookEntry[] | undefined> => {
  if (fields.books !== undefined || !category?.defaultBooks) return fields.books;
  const books = await Promise.all(category.defaultBooks.map(({ name }) => findNamed(context.books, name)));
  const entries = defaultEntries(category, fields, books, todayOf(context));
  return entries.length === 0 ? undefined : entries;
};

/**
 * Checks the custom fields by the schema of the category, and the entries in books by the books. A new asset without entries gets those of
 * its category (A4).
 * @throws DomainError invalid `asset/custom-fields`, `book/unknown`, `book/duplicate`, `book/no-cost`, `book/in-service-before-purchase`,
 * `book/residual-above-cost`, `book/no-exchange-rate`
 */
export const settleBooks =
  (context: SettleContext) =>
  async <Fields extends AssetEdit>(fields: Fields, before?: Asset): Promise<Fields> => {
    const category = fields.category === undefined ? undefined : await findNamed(context.categories, fields.category);
    if (category) assertCustomFields(category, fields.customFields);
    const entries = before ? fields.books : await givenEntries(context, category, fields);
    // An asset that had an entry once keeps an empty list: reports read its facts, because figures of closed periods stay (A8).
    if (!entries) return before?.books ? { ...fields, books: [] } : fields;
    if (before && hasSameBasis(fields, before)) return fields;
    return { ...fields, books: await settledEntries(context, entries, fields) };
  };
