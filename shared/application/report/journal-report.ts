import type { Asset } from '../../domain/asset/asset.ts';
import { accountsOn } from '../../domain/book/accounts-in-force.ts';
import type { Book } from '../../domain/book/book.ts';
import type { Category } from '../../domain/category/category.ts';
import { type AccountNames, journalLines } from '../../domain/depreciation/journal.ts';
import { itemIdOf } from '../../domain/item/merge.ts';
import { inMoney } from '../../domain/money.ts';
import type { ReportFrame } from '../../domain/report/report-totals.ts';
import { noGroup } from '../../domain/report/valued-asset.ts';
import type { PageRequest } from '../../domain/store.ts';
import { findNamed } from '../resource/put-by-name.ts';
import { withLedgers } from './read-valued-assets.ts';
import type { ReportContext } from './report-context.ts';
import { frameOf, type ReportQuery } from './report-frame.ts';

/** The names of accounts for what is booked on a day: those of the category of an asset before those of the book. */
const accountsBy = ({ categories }: ReportContext, book: Book) => {
  const known = new Map<string, Promise<Category | undefined>>();
  const ofBook = (day: string): AccountNames => accountsOn(book, book, day);
  return async ({ category: name }: Asset): Promise<(day: string) => AccountNames> => {
    if (name === undefined) return ofBook;
    const found = known.get(name) ?? findNamed(categories, name);
    known.set(name, found);
    const category = await found;
    return category ? (day) => ({ ...ofBook(day), ...accountsOn(category, book, day) }) : ofBook;
  };
};

/** The journal lines of one page of assets, by date. The debits of each page equal its credits, because those of each asset do (A8). */
export const journalPage = async (context: ReportContext, { book, from, to }: ReportFrame, request: PageRequest) => {
  const page = await context.assets.page(request, []);
  const { valued } = await withLedgers(context, page.items, book, 'costCenter');
  const accountsOf = accountsBy(context, book);
  const lines = await Promise.all(
    valued.map(async ({ asset, ledger, holders }) => {
      const found = journalLines(ledger, { from, to }, holders, await accountsOf(asset));
      return inMoney(found, book.currency).map(({ group, ...line }) => ({
        ...line,
        costCenter: group === noGroup ? null : group,
        asset: itemIdOf(asset),
        assetName: asset.name,
      }));
    }),
  );
  const items = lines.flat().toSorted((one, other) => (one.date < other.date ? -1 : Number(one.date > other.date)));
  return { items, nextCursor: page.nextCursor };
};

/** The journal of a period, for one page of assets (A8). @throws DomainError as `frameOf` */
export const journalReport = (context: ReportContext) => async (query: ReportQuery, request: PageRequest) => {
  const frame = await frameOf(context, 'journal', query);
  const { book, ...period } = frame;
  return { ...period, book: book.name, currency: book.currency, ...(await journalPage(context, frame, request)) };
};
