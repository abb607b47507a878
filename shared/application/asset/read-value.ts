import { todayOf } from '../../domain/clock.ts';
import { disposalResult, valueAt } from '../../domain/depreciation/asset-ledger.ts';
import { depreciationSchedule } from '../../domain/depreciation/schedule.ts';
import { inMoney } from '../../domain/money.ts';
import { assetInBook } from './asset-book.ts';
import type { AssetContext } from './asset-context.ts';

interface ValueQuestion {
  readonly at?: string | undefined;
  readonly book?: string | undefined;
  readonly knownAt?: string | undefined;
}

/** The value of an asset at the end of a day, by default of today (A4). @throws DomainError as `assetInBook` */
export const readValue =
  (context: AssetContext) =>
  async (reference: string, { at = todayOf(context), book: name, knownAt }: ValueQuestion) => {
    const { book, ledger } = await assetInBook(context)(reference, name, knownAt);
    return { book: book.name, at, ...inMoney(valueAt(ledger, at), book.currency) };
  };

/** The charges of an asset month by month, and the result of its disposal (A4). @throws DomainError as `assetInBook` */
export const readDepreciation = (context: AssetContext) => async (reference: string, name?: string) => {
  const { book, ledger } = await assetInBook(context)(reference, name);
  const disposal = disposalResult(ledger);
  return {
    book: book.name,
    periods: inMoney(depreciationSchedule(ledger, todayOf(context)), book.currency),
    ...(disposal ? { disposal: inMoney(disposal, book.currency) } : {}),
  };
};
