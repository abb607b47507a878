import type { Caller } from '../../domain/access.ts';
import type { Asset } from '../../domain/asset/asset.ts';
import { type Book, bookedOn, isSafeBooking } from '../../domain/book/book.ts';
import { todayOf } from '../../domain/clock.ts';
import type { Holding } from '../../domain/depreciation/book-entry.ts';
import { isSameValue } from '../../domain/resource/same-value.ts';
import type { Write } from '../../domain/store.ts';
import { findNamed } from '../resource/put-by-name.ts';
import type { AssetContext } from './asset-context.ts';
import { recorded } from './recorded.ts';

/** What an asset's value is computed from (A4): it is stored as a fact whenever it changes, so that earlier figures stay known. */
const basisOf = ({ purchase, books = [] }: Pick<Asset, 'purchase' | 'books'>) => ({
  ...(purchase?.value === undefined ? {} : { price: purchase.value }),
  ...(purchase?.date === undefined ? {} : { purchaseDate: purchase.date }),
  books,
});

type Basis = ReturnType<typeof basisOf>;

/** Whether the asset has the same basis. One without an entry in any book has none, whatever it cost. */
export const hasSameBasis = (one: Pick<Asset, 'purchase' | 'books'>, other: Pick<Asset, 'purchase' | 'books'>): boolean => {
  const [left, right] = [basisOf(one), basisOf(other)];
  return isSameValue(left, right) || left.books.length + right.books.length === 0;
};

/** The first day of the asset in any of its books. Undefined if it has no book. */
export const acquiredOn = (asset: Pick<Asset, 'purchase' | 'books'>): string | undefined => {
  const { books, purchaseDate } = basisOf(asset);
  if (books.length === 0) return undefined;
  return [...books.map(({ inServiceDate }) => inServiceDate), ...(purchaseDate === undefined ? [] : [purchaseDate])].sort()[0];
};

/** The books in which an asset has entries. */
export const booksOfAsset = async (context: Pick<AssetContext, 'books'>, { books = [] }: Pick<Asset, 'books'>): Promise<readonly Book[]> =>
  (await Promise.all(books.map(({ name }) => findNamed(context.books, name)))).filter((book) => book !== undefined);

/**
 * Checks that the books were not closed meanwhile, so that a fact of a day is booked in a period that is still open (A8). What is booked in a
 * month that has not ended needs no check: that month cannot be closed yet.
 */
export const bookChecks = (
  context: Pick<AssetContext, 'books' | 'clock' | 'ids'>,
  books: readonly Book[],
  date?: string,
): readonly Write[] => {
  if (date === undefined) return [];
  const today = todayOf(context);
  return books
    .filter((book) => !isSafeBooking(bookedOn(book, date, context.ids.next()), today))
    .map((book) => context.books.unchanged(book));
};

/** Notes that an asset has an entry in the book. The currency of the book cannot change any more. */
const useWrites = ({ books, clock }: Pick<AssetContext, 'books' | 'clock'>, used: readonly Book[]): readonly Write[] =>
  used
    .filter((book) => !book.inUse)
    .flatMap((book) => books.save({ ...book, inUse: true, version: book.version + 1, updatedAt: clock.now() }, book));

/** The fact of what the asset cost and of its entries in books, if they differ from those before. */
export const basisWrites =
  (context: AssetContext, caller: Caller) =>
  async (next: Asset, before?: Asset): Promise<readonly Write[]> => {
    const former = before ?? { purchase: undefined, books: [] };
    if (hasSameBasis(next, former)) return [];
    const basis: Basis = basisOf(next);
    const names = [...basis.books, ...(former.books ?? [])].map(({ name }) => ({ name }));
    const found = await booksOfAsset(context, { books: names as Asset['books'] });
    const distinct = [...new Map(found.map((book) => [book.id, book])).values()];
    const days = [acquiredOn(next), acquiredOn(former)].filter((day) => day !== undefined).sort();
    const date = days[0] ?? todayOf(context);
    return [
      context.assetFacts.add({ ...recorded(context, next.id, caller), kind: 'basis', date, ...basis }),
      ...useWrites(context, distinct),
      ...bookChecks(
        context,
        distinct.filter((book) => book.inUse),
        date,
      ),
    ];
  };

/** Who or what holds an asset, in the view of reports. */
export const holdingOf = ({ costCenter, location, owner }: Holding): Holding => ({
  ...(costCenter === undefined ? {} : { costCenter }),
  ...(location === undefined ? {} : { location }),
  ...(owner === undefined ? {} : { owner }),
});

interface Transfer {
  readonly before: Asset;
  readonly next: Asset;
  readonly date: string;
  readonly note?: string;
}

/**
 * The fact that an asset went to another cost center, location or owner. Reports show it as a transfer (A8). An asset that was never in a book
 * is in no report. One that has left its books still has figures of earlier periods, whose groups must stay.
 */
export const transferWrites = (context: AssetContext, caller: Caller, { before, next, ...transfer }: Transfer): readonly Write[] => {
  const [from, to] = [holdingOf(before), holdingOf(next)];
  if (isSameValue(from, to) || (before.books ?? next.books) === undefined) return [];
  return [context.assetFacts.add({ ...recorded(context, next.id, caller), kind: 'transfer', ...transfer, from, to })];
};
