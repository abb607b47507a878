import type { Asset } from '../../domain/asset/asset.ts';
import { isHeld } from '../../domain/asset/lifecycle-table.ts';
import type { Book } from '../../domain/book/book.ts';
import { ledgerOfAsset } from '../../domain/depreciation/ledger-of-asset.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import type { ReportAssets } from '../../domain/report/report-totals.ts';
import type { ReportGroup } from '../../domain/report/value-reports.ts';
import { holdersOf } from '../../domain/report/valued-asset.ts';
import { currentGroups } from './current-groups.ts';
import type { ReportContext } from './report-context.ts';

/** How many assets' facts are read at the same time. */
const readsAtOnce = 25;

/** Assets with their values in a book. Only those that have or had an entry in some book have facts that matter. */
export const withLedgers = async (
  context: ReportContext,
  assets: readonly Asset[],
  book: Book,
  group?: ReportGroup,
): Promise<ReportAssets> => {
  const grouping = group && (await currentGroups(context, group, assets));
  const found = await inParallel(assets, readsAtOnce, async (asset) => {
    const facts = asset.books === undefined ? [] : await context.assetFacts.of(asset.id);
    const ledger = ledgerOfAsset(facts, book);
    return { asset, ledger, holders: ledger ? holdersOf(asset, facts, book, grouping) : [] };
  });
  return {
    valued: found.flatMap(({ asset, ledger, holders }) => (ledger ? [{ asset, ledger, holders }] : [])),
    apart: found.filter(({ asset, ledger }) => !ledger && isHeld(asset)).map(({ asset }) => asset),
  };
};
