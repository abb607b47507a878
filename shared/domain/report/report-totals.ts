import * as z from 'zod';
import type { Asset } from '../asset/asset.ts';
import type { Book } from '../book/book.ts';
import { lazily, type Shape } from '../lazily.ts';
import type { DateSpan } from '../splitting.ts';
import { testedCosts } from './mid-quarter-warnings.ts';
import type { SumReport } from './report-sums.ts';
import { added, type Sums, sumsOfJson, sumsToJson } from './sums.ts';
import type { ValuedAsset } from './valued-asset.ts';

/** The most assets without a value that a report lists. It counts all of them. */
const mostApart = 200;

/** The most groups whose sums are kept, so that the memory does not depend on the number of assets: 50,000 take about 20 MB as JSON. */
const mostGroups = 50_000;

/** The assets of a portion in one book, and those that have no value in it. */
export interface ReportAssets {
  readonly valued: readonly ValuedAsset[];
  /** Assets that the organization has and that are not in the book: leased ones, and those below the threshold. */
  readonly apart: readonly Asset[];
}

/** What a report with sums is about. */
export interface ReportFrame extends DateSpan {
  readonly book: Book;
}

/** Assets that have no value in the book. */
const WithoutBook = lazily(() =>
  z.object({
    assets: z.int(),
    items: z.array(
      z.object({ asset: z.string(), assetName: z.string(), acquisition: z.string().optional(), category: z.string().optional() }),
    ),
  }),
);

/** The sums of the assets that were added so far. Its size depends on the number of groups, and not on the number of assets. */
export interface ReportTotals {
  readonly sums: Sums;
  /** What the warnings are about: the cost that was placed in service, by tax year. */
  readonly tested: Sums;
  readonly withoutBook: Shape<typeof WithoutBook>;
}

/** The totals of no asset. */
export const noTotals: ReportTotals = { sums: new Map(), tested: new Map(), withoutBook: { assets: 0, items: [] } };

/** Whether there are more groups than a report may have. */
export const hasTooManyGroups = ({ sums }: ReportTotals): boolean => sums.size > mostGroups;

/** The totals with a portion of assets added. It is the only way in which the figures of a report with sums come about (A8). */
export const withAssets = (
  { sums, tested, withoutBook }: ReportTotals,
  { valued, apart }: ReportAssets,
  report: SumReport,
  { book, from, to }: ReportFrame,
): ReportTotals => {
  const listed = apart.slice(0, Math.max(0, mostApart - withoutBook.items.length));
  const items = listed.map(({ id, name, acquisition, category }) => ({ asset: id, assetName: name, acquisition, category }));
  return {
    sums: added(
      sums,
      valued.flatMap((asset) => report.parts(asset, { from, to })),
    ),
    tested: report.hasRemarks
      ? added(
          tested,
          valued.flatMap((asset) => testedCosts(asset, book, to)),
        )
      : tested,
    withoutBook: { assets: withoutBook.assets + apart.length, items: [...withoutBook.items, ...items] },
  };
};

const WrittenSums = lazily(() =>
  z.array(z.object({ month: z.string().optional(), group: z.string(), amounts: z.record(z.string(), z.unknown()) })),
);
const WrittenTotals = lazily(() => z.object({ sums: WrittenSums(), tested: WrittenSums(), withoutBook: WithoutBook() }));

/** Totals as a text, to go on with later. */
export const writtenTotals = ({ sums, tested, withoutBook }: ReportTotals): string =>
  JSON.stringify({ sums: sumsToJson(sums), tested: sumsToJson(tested), withoutBook });

/** The totals that `writtenTotals` has written. */
export const readTotals = (text: string): ReportTotals => {
  const { sums, tested, withoutBook } = WrittenTotals().parse(JSON.parse(text));
  return { sums: sumsOfJson(sums), tested: sumsOfJson(tested), withoutBook };
};
