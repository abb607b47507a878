import * as z from 'zod';
import { dayBefore, monthsLater } from '../dates.ts';
import { invalid } from '../errors.ts';
import { lazily, type Shape } from '../lazily.ts';
import { type MoneyValue, minorUnitsOf, moneyOf } from '../money.ts';
import { type DateSpan, splitByWeights, splitLot } from '../splitting.ts';
import { Line } from '../text.ts';
import { Id, PlainDate, Price, Reference, resourceFields } from '../values.ts';

/** The most assets of one contract. */
export const mostOfContract = 500;

/** How often a contract costs what it costs. */
export const paymentRhythms = ['month', 'quarter', 'year'] as const;

const terms = () => ({
  vendor: Line().max(200),
  number: Line().max(200),
  start: PlainDate(),
  end: PlainDate(),
  /** The last day on which it can be cancelled. */
  noticeBy: PlainDate().optional(),
  /** What it costs in all, or for each month, quarter or year if `every` says so. */
  cost: Price(),
  every: z.enum(paymentRhythms).optional(),
  /** How the cost is split over the assets: into equal parts, or in proportion to what they cost to buy. */
  split: z.enum(['equal', 'by-cost']).default('equal'),
});

export const VendorContractDraft = lazily(() =>
  z.strictObject({ ...terms(), items: z.array(Reference()).min(1).max(mostOfContract) }).meta({ id: 'VendorContractDraft' }),
);
export type VendorContractDraft = Shape<typeof VendorContractDraft>;

export const vendorContractFields = () => ({ ...resourceFields(), ...terms(), items: z.array(Id()) });

/** A contract with a vendor over assets, such as their maintenance (A3). */
export const VendorContract = lazily(() => z.strictObject(vendorContractFields()));
export type VendorContract = Shape<typeof VendorContract>;

/** The part of one asset in each payment of a contract. It counts only if the contract is stored too. */
export const ContractShare = lazily(() => z.strictObject({ item: Id(), contract: Id(), share: Price(), version: z.literal(1) }));
export type ContractShare = Shape<typeof ContractShare>;

/** @throws DomainError invalid `contract/ends-before-start`, `contract/notice-after-end` */
export const assertContract = ({ start, end, noticeBy }: Pick<VendorContractDraft, 'start' | 'end' | 'noticeBy'>): void => {
  if (end < start) throw invalid('/end', 'contract/ends-before-start', `${end} is before the start on ${start}; send a later end`);
  if (noticeBy !== undefined && noticeBy > end)
    throw invalid('/noticeBy', 'contract/notice-after-end', `${noticeBy} is after the end on ${end}; send an earlier day`);
};

/**
 * The part of each asset in a payment, to the minor unit. `prices` is what each cost to buy.
 * @throws DomainError invalid `contract/no-price` if the parts cannot follow from the prices
 */
export const sharesOf = (
  { cost, split }: Pick<VendorContract, 'cost' | 'split'>,
  prices: readonly (MoneyValue | undefined)[],
): readonly MoneyValue[] => {
  const total = minorUnitsOf(cost.amount, cost.currency);
  if (split === 'equal') return splitLot(total, prices.length).map((part) => moneyOf(part, cost.currency));
  const currency = prices[0]?.currency ?? cost.currency;
  const weights = prices.map((price, place) => {
    if (price && price.currency === currency) return minorUnitsOf(price.amount, currency);
    const fault = price ? `costs ${price.currency} and others ${currency}` : 'has no purchase value';
    throw invalid(`/items/${place}`, 'contract/no-price', `the asset ${fault}, so the cost cannot be split by it; send split equal`);
  });
  return splitByWeights(total, weights).map((part) => moneyOf(part, cost.currency));
};

const monthsOfRhythm = { month: 1, quarter: 3, year: 12 } as const;

/** The first of several payments that ends on a date or later. Without it, a contract of centuries would be walked through. */
const firstUntil = (start: string, from: string, months: number): number => {
  if (from <= start) return 0;
  const passed = (Number(from.slice(0, 4)) - Number(start.slice(0, 4))) * 12 + Number(from.slice(5, 7)) - Number(start.slice(5, 7));
  return Math.max(0, Math.floor(passed / months) - 1);
};

const touches = ({ from, to }: DateSpan, within: DateSpan): boolean => from <= within.to && to >= within.from;

/** The days that the payment so many months after the start is for. Undefined after the end of the contract. */
const paymentSpan = ({ start, end }: Pick<VendorContract, 'start' | 'end'>, passed: number, months: number): DateSpan | undefined => {
  const from = monthsLater(start, passed);
  if (from === undefined || from > end) return undefined;
  const after = monthsLater(start, passed + months);
  return { from, to: after === undefined || after > end ? end : dayBefore(after) };
};

/**
 * The days that each payment of a contract is for, of those that touch `within`. A contract without a rhythm is paid once, for all its days.
 * The last payment is for what is left of the contract.
 */
export const paymentSpans = (
  { start, end, every }: Pick<VendorContract, 'start' | 'end' | 'every'>,
  within: DateSpan,
): readonly DateSpan[] => {
  if (every === undefined) return touches({ from: start, to: end }, within) ? [{ from: start, to: end }] : [];
  const months = monthsOfRhythm[every];
  const spans: DateSpan[] = [];
  for (let n = firstUntil(start, within.from, months); ; n += 1) {
    const span = paymentSpan({ start, end }, n * months, months);
    if (span === undefined || span.from > within.to) return spans;
    if (touches(span, within)) spans.push(span);
  }
};
