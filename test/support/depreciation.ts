import { monthNumber, monthText } from '../../shared/domain/dates.ts';
import { type AssetLedger, assetLedger } from '../../shared/domain/depreciation/asset-ledger.ts';
import type { BookEntry } from '../../shared/domain/depreciation/book-entry.ts';
import { acquisitionFact, adjustmentFact, disposalFact } from '../../shared/domain/depreciation/fact-checks.ts';
import type { AcquisitionFact, BookFact, BookTerms } from '../../shared/domain/depreciation/facts.ts';
import {
  type MidQuarterTest,
  midQuarterTest,
  type PlacedAsset,
  type PlacedCost,
  placedCost,
} from '../../shared/domain/depreciation/mid-quarter.ts';
import { depreciationSchedule, type ScheduleMonth } from '../../shared/domain/depreciation/schedule.ts';
import { moneyOf } from '../../shared/domain/money.ts';
import { added, sumsInOrder } from '../../shared/domain/report/sums.ts';

/** A book in EUR by IFRS with calendar years, unless said otherwise. */
export const aBook = (some: Partial<BookTerms> = {}): BookTerms => ({
  currency: 'EUR',
  fiscalYearStart: '01-01',
  standard: 'ifrs',
  ...some,
});

/** Straight line over 36 full months from January 2026, unless said otherwise. */
export const aBookEntry = (some: Partial<BookEntry> = {}): BookEntry => ({
  name: 'main',
  method: 'straight-line',
  lifeMonths: 36,
  convention: 'full-month',
  residualValue: '0',
  inServiceDate: '2026-01-01',
  ...some,
});

/** An instant on a day. */
export const noonOf = (day: string): string => `${day}T12:00:00.000Z`;

/** When something of a day was recorded and booked: on that day, unless the booking date is given. */
export const onDay = (day: string, bookedOn = day) => ({ recordedAt: noonOf(day), bookedOn });

interface Purchase {
  readonly price: string;
  readonly currency?: string;
  readonly purchaseDate?: string;
  readonly book?: BookTerms;
  readonly entry?: Partial<BookEntry>;
}

export const anAcquisition = ({ price, currency, purchaseDate, book = aBook(), entry }: Purchase): AcquisitionFact => {
  const full = aBookEntry(entry);
  const day = purchaseDate !== undefined && purchaseDate < full.inServiceDate ? purchaseDate : full.inServiceDate;
  const money = { amount: price, currency: currency ?? book.currency };
  return acquisitionFact({ entry: full, price: money, purchaseDate, ...onDay(day) }, book);
};

/** The ledger of an asset that was bought, with further facts. */
export const aLedger = (purchase: Purchase, ...facts: readonly BookFact[]): AssetLedger =>
  assetLedger(purchase.book ?? aBook(), [anAcquisition(purchase), ...facts]);

const lateToday = '2099-12-31';

/** The same ledger after an adjustment was posted and booked on its day. */
export const adjusted = (ledger: AssetLedger, body: Parameters<typeof adjustmentFact>[0]): AssetLedger =>
  assetLedger(ledger.book, [...ledger.facts, adjustmentFact(body, ledger, onDay(body.date), lateToday)]);

/** The same ledger after the asset left the book on a day. */
export const disposedOf = (ledger: AssetLedger, date: string, proceeds = '0', sellingCost = '0'): AssetLedger => {
  const { currency } = ledger.book;
  const amounts = { proceeds: { amount: proceeds, currency }, sellingCost: { amount: sellingCost, currency } };
  return assetLedger(ledger.book, [...ledger.facts, disposalFact({ date, ...amounts, ...onDay(date) }, ledger, lateToday)]);
};

/** The months of the schedule as one sees them on a late day. */
export const monthsOf = (ledger: AssetLedger): readonly ScheduleMonth[] => depreciationSchedule(ledger, lateToday);

const text = (amount: bigint, ledger: AssetLedger): string => moneyOf(amount, ledger.book.currency).amount;

/** The charges of the first months, as text. */
export const chargesOf = (ledger: AssetLedger, count: number): readonly string[] =>
  monthsOf(ledger)
    .slice(0, count)
    .map(({ charge }) => text(charge, ledger));

/** The sum of the charges of each calendar year, as text. */
export const yearlyCharges = (ledger: AssetLedger): readonly string[] => {
  const years = new Map<string, bigint>();
  for (const { month, charge } of monthsOf(ledger)) {
    const year = month.slice(0, 4);
    years.set(year, (years.get(year) ?? 0n) + charge);
  }
  return [...years.values()].map((sum) => text(sum, ledger));
};

/** The sum of all charges, as text. */
export const chargedInAll = (ledger: AssetLedger): string =>
  text(
    monthsOf(ledger).reduce((sum, { charge }) => sum + charge, 0n),
    ledger,
  );

/** The mid-quarter tests of the tax years in which these assets were placed in service. Years without any cost have none. */
export const midQuarterTests = (placed: readonly PlacedAsset[], fiscalYearStart: string): readonly MidQuarterTest[] => {
  const parts = placed
    .map((asset) => placedCost(asset, fiscalYearStart))
    .map(({ year, ...amounts }) => ({ month: monthText(year), group: '', amounts }));
  return sumsInOrder(added<PlacedCost>(new Map(), parts)).map(({ month = '', amounts }) => midQuarterTest(monthNumber(month), amounts));
};
