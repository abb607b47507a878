import type { Asset } from '../asset/asset.ts';
import type { Book } from '../book/book.ts';
import type { BookEntry, DefaultBookEntry } from '../depreciation/book-entry.ts';
import { convertedMinorUnits, type MoneyValue, minorUnitsOf, ratioOf, wholeRatio } from '../money.ts';
import type { Category } from './category.ts';

/** Whether a price is below the threshold. If neither currency is the other's, nobody can say, so it is not. */
const isBelow = (price: MoneyValue, threshold: MoneyValue, entry: DefaultBookEntry, book: Pick<Book, 'currency'>): boolean => {
  const limit = minorUnitsOf(threshold.amount, threshold.currency);
  if (price.currency === threshold.currency) return minorUnitsOf(price.amount, price.currency) < limit;
  if (entry.exchangeRate === undefined || book.currency !== threshold.currency) return false;
  return convertedMinorUnits(price, book.currency, ratioOf(entry.exchangeRate) ?? wholeRatio(1)) < limit;
};

/**
 * The entries that a category gives a new asset (A4): those of its default books, for what was purchased at or above the threshold. Leased,
 * rented and customer-owned assets get none. The asset is in service since its purchase, or since today.
 */
export const defaultEntries = (
  { defaultBooks = [], capitalizationThreshold }: Pick<Category, 'defaultBooks' | 'capitalizationThreshold'>,
  { acquisition = 'purchased', purchase }: Pick<Asset, 'acquisition' | 'purchase'>,
  books: readonly (Pick<Book, 'currency'> | undefined)[],
  today: string,
): readonly BookEntry[] => {
  const price = purchase?.value;
  if (acquisition !== 'purchased' || price === undefined) return [];
  return defaultBooks
    .filter((entry, place) => {
      const book = books[place];
      return book !== undefined && !(capitalizationThreshold && isBelow(price, capitalizationThreshold, entry, book));
    })
    .map((entry) => ({ ...entry, inServiceDate: purchase?.date ?? today }));
};
