import { conflict, invalid } from '../errors.ts';
import { convertedMinorUnits, type MoneyValue, minorUnitsIn, ratioOf, wholeRatio } from '../money.ts';
import { type AssetLedger, fullTimeline } from './asset-ledger.ts';
import type { BookEntry, ValueAdjustment } from './book-entry.ts';
import type { AcquisitionFact, AdjustmentFact, Booking, BookTerms, DisposalFact } from './facts.ts';
import { figuresAt, type GrossFigures, netBookValueOf, noFigures } from './step.ts';
import { bookAmountIn } from './timeline.ts';

/** The purchase in one book. `pointer` leads to the book entry in the body, such as `/books/0`. */
interface AcquisitionInput extends Booking {
  readonly entry: BookEntry;
  readonly price: MoneyValue;
  readonly purchaseDate?: string;
  readonly pointer?: string;
}

const costIn = ({ entry, price, pointer = '' }: AcquisitionInput, currency: string): bigint => {
  if (entry.exchangeRate !== undefined) return convertedMinorUnits(price, currency, ratioOf(entry.exchangeRate) ?? wholeRatio(1));
  if (price.currency === currency) return minorUnitsIn(price, currency);
  const detail = `is missing; the purchase is in ${price.currency} and the book in ${currency}: send how many ${currency} one ${price.currency} costs`;
  throw invalid(`${pointer}/exchangeRate`, 'book/no-exchange-rate', detail);
};

/**
 * The acquisition of an asset in a book. The cost is the price at the exchange rate of the entry, rounded once, half up. Refuses a residual
 * value above the cost or finer than the minor unit, and a foreign price without an exchange rate.
 */
export const acquisitionFact = (input: AcquisitionInput, book: BookTerms): AcquisitionFact => {
  const { entry, purchaseDate = input.entry.inServiceDate, pointer = '', recordedAt, bookedOn } = input;
  const cost = costIn(input, book.currency);
  const residual = bookAmountIn(entry.residualValue, book.currency, `${pointer}/residualValue`);
  if (residual > cost) throw invalid(`${pointer}/residualValue`, 'book/residual-above-cost', 'is above the cost; send at most the cost');
  return { kind: 'acquisition', date: [purchaseDate, entry.inServiceDate].sort()[0] ?? purchaseDate, cost, entry, recordedAt, bookedOn };
};

/** A fact is not dated in the future or before the acquisition. */
const checkDate = (ledger: AssetLedger, date: string, today: string): void => {
  const [first] = fullTimeline(ledger).steps;
  if (date > today) throw invalid('/date', 'asset/date-in-future', `${date} is in the future; a fact is recorded on its day or later`);
  if (first && date < first.date)
    throw invalid('/date', 'asset/before-purchase', `${date} is before the asset was acquired on ${first.date}; send a later date`);
};

/** The value is not adjusted after the asset has left the book. */
const checkInBook = (ledger: AssetLedger, date: string): void => {
  const { disposal } = fullTimeline(ledger);
  if (disposal && date > disposal.date)
    throw conflict('asset/disposed', `the asset left the book on ${disposal.date}; send an earlier date`, '/date');
};

const figuresOfDay = (ledger: AssetLedger, date: string): GrossFigures => {
  const step = fullTimeline(ledger).steps.findLast((candidate) => candidate.date <= date);
  return step ? figuresAt(step, date) : noFigures;
};

/** An impairment lowers the net book value, and a reversal raises it and takes back what was impaired. */
const checkRecoverable = (kind: 'impairment' | 'reversal', amount: bigint, figures: GrossFigures): void => {
  if (amount < 0n) throw invalid('/recoverableAmount/amount', 'adjustment/negative', 'is negative; a recoverable amount is 0 or more');
  const value = netBookValueOf(figures);
  if (kind === 'impairment' && amount >= value)
    throw invalid('/recoverableAmount', 'adjustment/no-impairment', 'is not below the net book value; send a lower amount');
  if (kind === 'reversal' && amount <= value)
    throw invalid('/recoverableAmount', 'adjustment/no-reversal', 'is not above the net book value; send a higher amount');
  if (kind === 'reversal' && figures.impaired === figures.reversed)
    throw conflict('adjustment/not-impaired', 'the asset has no impairment on that day, so there is nothing to reverse', '/kind');
};

const estimateFact = (body: ValueAdjustment & { kind: 'change-of-estimate' }, ledger: AssetLedger) => {
  const { residualValue, remainingMonths } = body;
  const { currency } = ledger.book;
  const residual = residualValue === undefined ? undefined : bookAmountIn(residualValue, currency, '/residualValue');
  const cost = fullTimeline(ledger).steps.at(-1)?.figures.cost ?? 0n;
  if ((residual ?? 0n) < 0n) throw invalid('/residualValue', 'adjustment/negative', 'is negative; a residual value is 0 or more');
  if ((residual ?? 0n) > cost) throw invalid('/residualValue', 'book/residual-above-cost', 'is above the cost; send at most the cost');
  return { kind: 'change-of-estimate' as const, residualValue: residual, remainingMonths };
};

const valuationFact = (body: ValueAdjustment & { kind: 'impairment' | 'reversal' }, ledger: AssetLedger) => {
  const { kind, date, recoverableAmount } = body;
  if (kind === 'reversal' && ledger.book.standard === 'us-gaap')
    throw conflict('book/reversal-not-allowed', 'US GAAP does not allow an impairment to be reversed (ASC 360-10-35-20)', '/kind');
  const recoverable = minorUnitsIn(recoverableAmount, ledger.book.currency, '/recoverableAmount');
  checkRecoverable(kind, recoverable, figuresOfDay(ledger, date));
  return { kind, recoverableAmount: recoverable };
};

const additionFact = (body: ValueAdjustment & { kind: 'addition' }, ledger: AssetLedger) => {
  const amount = minorUnitsIn(body.amount, ledger.book.currency, '/amount');
  if (amount <= 0n) throw invalid('/amount/amount', 'adjustment/not-positive', 'is not more than 0; an addition adds to the cost');
  return { kind: 'addition' as const, amount };
};

const changed = (body: ValueAdjustment, ledger: AssetLedger) => {
  if (body.kind === 'change-of-estimate') return estimateFact(body, ledger);
  return body.kind === 'addition' ? additionFact(body, ledger) : valuationFact(body, ledger);
};

/**
 * The fact of an adjustment that was posted. Refuses a date in the future, before the acquisition or after the disposal, a reversal where the
 * standard forbids it (409), and amounts that change nothing or are in another currency.
 */
export const adjustmentFact = (body: ValueAdjustment, ledger: AssetLedger, booking: Booking, today: string): AdjustmentFact => {
  checkDate(ledger, body.date, today);
  checkInBook(ledger, body.date);
  return { ...changed(body, ledger), date: body.date, recordedAt: booking.recordedAt, bookedOn: booking.bookedOn };
};

/** What is said of a disposal. For an asset that was lost, stolen or destroyed there is only the date. */
export interface DisposalInput extends Booking {
  readonly date: string;
  readonly proceeds?: MoneyValue;
  readonly sellingCost?: MoneyValue;
}

const notNegative = (money: MoneyValue | undefined, currency: string, pointer: string): bigint => {
  const amount = money === undefined ? 0n : minorUnitsIn(money, currency, pointer);
  if (amount < 0n) throw invalid(`${pointer}/amount`, 'adjustment/negative', `${money?.amount} is negative; send 0 or more`);
  return amount;
};

/**
 * The fact of a disposal, also of an asset that was written off before: then only the proceeds count. Refuses a date in the future or before
 * the acquisition, and amounts that are negative or in another currency.
 */
export const disposalFact = (input: DisposalInput, ledger: AssetLedger, today: string): DisposalFact => {
  const { date, recordedAt, bookedOn } = input;
  checkDate(ledger, date, today);
  return {
    kind: 'disposal',
    date,
    proceeds: notNegative(input.proceeds, ledger.book.currency, '/proceeds'),
    sellingCost: notNegative(input.sellingCost, ledger.book.currency, '/sellingCost'),
    recordedAt,
    bookedOn,
  };
};
