import type { Asset } from '../../domain/asset/asset.ts';
import { isHeld } from '../../domain/asset/lifecycle-table.ts';
import type { Book } from '../../domain/book/book.ts';
import { ledgerOfAsset } from '../../domain/depreciation/ledger-of-asset.ts';
import { DomainError } from '../../domain/errors.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { holdersOf, type ReportGroup, type ValuedAsset } from '../../domain/report/valued-asset.ts';
import type { PageRequest } from '../../domain/store.ts';
import type { ReportContext } from './report-context.ts';

/** The most assets that a report with sums reads in one request. */
export const mostAssets = 1_000;

/** How many assets' facts are read at the same time. */
const readsAtOnce = 25;

/** The assets of a report in one book, and those that have no value in it. */
export interface ReportAssets {
  readonly valued: readonly ValuedAsset[];
  /** Assets that the organization has and that are not in the book: leased ones, and those below the threshold. */
  readonly apart: readonly Asset[];
}

/** The importance of assets that do not state one is that of their CI facet. */
const withImportance = async ({ items }: ReportContext, assets: readonly Asset[]): Promise<readonly Asset[]> => {
  const unset = assets.filter(({ importance }) => importance === undefined).map(({ id }) => id);
  const found = new Map((unset.length === 0 ? [] : await items.findMany(unset)).map((item) => [item.id, item.ci?.criticality]));
  return assets.map((asset) => {
    const importance = asset.importance ?? found.get(asset.id);
    return importance === undefined ? asset : { ...asset, importance };
  });
};

/** Assets with their values in a book. Only those that have or had an entry in some book have facts that matter. */
export const withLedgers = async (
  context: ReportContext,
  assets: readonly Asset[],
  book: Book,
  group?: ReportGroup,
): Promise<ReportAssets> => {
  const grouped = group === 'importance' ? await withImportance(context, assets) : assets;
  const found = await inParallel(grouped, readsAtOnce, async (asset) => {
    const facts = asset.books === undefined ? [] : await context.assetFacts.of(asset.id);
    const ledger = ledgerOfAsset(facts, book);
    return { asset, ledger, holders: ledger ? holdersOf(asset, facts, book, group) : [] };
  });
  return {
    valued: found.flatMap(({ asset, ledger, holders }) => (ledger ? [{ asset, ledger, holders }] : [])),
    apart: found.filter(({ asset, ledger }) => !ledger && isHeld(asset)).map(({ asset }) => asset),
  };
};

/** @throws DomainError too-wide `report/too-large` if there are more assets than one request reads */
export const allValuedAssets = async (context: ReportContext, book: Book, group?: ReportGroup): Promise<ReportAssets> => {
  const assets: Asset[] = [];
  let after: string | undefined;
  do {
    const request: PageRequest = { limit: 200, ...(after === undefined ? {} : { after }) };
    const page = await context.assets.page(request, []);
    assets.push(...page.items);
    after = page.nextCursor;
    if (assets.length > mostAssets || (assets.length === mostAssets && after !== undefined))
      throw new DomainError(
        'too-wide',
        'report/too-large',
        `the report covers more than ${mostAssets} assets, which is more than one request reads; /v1/reports/journal has the same amounts, page by page`,
      );
  } while (after !== undefined);
  return withLedgers(context, assets, book, group);
};
