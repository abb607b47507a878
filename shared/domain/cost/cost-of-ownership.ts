import type { Asset } from '../asset/asset.ts';
import { type MoneyValue, minorUnitsOf, moneyOf } from '../money.ts';
import { type DateSpan, spreadByDays } from '../splitting.ts';

/** On cash basis, what is paid counts on the day of the payment. On accrual basis, it counts over the days that it is for. */
export const costBases = ['cash', 'accrual'] as const;
export type CostBasis = (typeof costBases)[number];

/** The parts of the cost of ownership (A3). `acquisition` counts on cash basis, `depreciation` on accrual basis, and never both. */
export const costParts = [
  'acquisition',
  'depreciation',
  'impairment',
  'maintenance',
  'repair',
  'contract',
  'term',
  'disposal',
  'other',
] as const;
export type CostPart = (typeof costParts)[number];

/** Something that was or will be paid: on a day, and for some days. Without `span` it is for the day on which it is paid. */
export interface Payment {
  readonly kind: CostPart;
  readonly date: string;
  readonly amount: MoneyValue;
  readonly span?: DateSpan | undefined;
}

/** What an asset costs in a book in a period, in minor units: its charges, and what its disposal cost beside the proceeds. */
export interface BookCharge {
  readonly currency: string;
  readonly depreciation: bigint;
  readonly impairment: bigint;
  readonly disposal: bigint;
}

const isIn = (date: string, { from, to }: DateSpan): boolean => from <= date && date <= to;

/** How much of a payment counts in a period, in minor units. */
const amountIn = ({ amount, date, span }: Payment, within: DateSpan, basis: CostBasis): bigint => {
  const minor = minorUnitsOf(amount.amount, amount.currency);
  if (basis === 'cash' || span === undefined) return isIn(date, within) ? minor : 0n;
  return spreadByDays(minor, span, within);
};

/** A negative amount of money. */
const negative = ({ amount, currency }: MoneyValue): MoneyValue => moneyOf(-minorUnitsOf(amount, currency), currency);

type OwnershipFacts = Pick<Asset, 'purchase' | 'disposal' | 'createdAt'>;

/** What was paid for the asset itself: its purchase, and its disposal less what it brought. */
const ownPayments = ({ purchase, disposal, createdAt }: OwnershipFacts): readonly Payment[] => {
  const bought = purchase?.value;
  return [
    ...(bought ? [{ kind: 'acquisition' as const, date: purchase.date ?? createdAt.slice(0, 10), amount: bought }] : []),
    ...(disposal?.sellingCost ? [{ kind: 'disposal' as const, date: disposal.date, amount: disposal.sellingCost }] : []),
    ...(disposal?.proceeds ? [{ kind: 'disposal' as const, date: disposal.date, amount: negative(disposal.proceeds) }] : []),
  ];
};

export interface CostOfOwnership {
  /** The sum. Null if the amounts are in several currencies, or if there are none. */
  readonly total: MoneyValue | null;
  /** The sums, one for each currency. */
  readonly totals: readonly MoneyValue[];
  readonly parts: readonly { readonly kind: CostPart; readonly amount: MoneyValue }[];
}

/** Sums of minor units by a key. */
const added = <Key extends string>(sums: Map<Key, bigint>, key: Key, amount: bigint): void => {
  sums.set(key, (sums.get(key) ?? 0n) + amount);
};

const chargedParts = ({ currency, depreciation, impairment, disposal }: BookCharge) =>
  (
    [
      ['depreciation', depreciation],
      ['impairment', impairment],
      ['disposal', disposal],
    ] as const
  ).map(([kind, amount]) => ({ kind, currency, amount }));

/** What the cost of ownership is computed from. `charge` is that of a book; without one, the purchase counts on the day on which it was made. */
export interface OwnershipSources {
  readonly asset: OwnershipFacts;
  readonly payments: readonly Payment[];
  readonly charge?: BookCharge | undefined;
}

/** All amounts that count in the period. */
const costsOf = ({ asset, payments, charge }: OwnershipSources, within: DateSpan, basis: CostBasis): readonly CostSum[] => {
  const isBooked = basis === 'accrual' && charge !== undefined;
  const counted = isBooked ? payments : [...ownPayments(asset), ...payments];
  return [
    ...counted.map((payment) => ({ kind: payment.kind, currency: payment.amount.currency, amount: amountIn(payment, within, basis) })),
    ...(isBooked ? chargedParts(charge) : []),
  ];
};

/** An amount of one kind in minor units of a currency. */
export interface CostSum {
  readonly kind: CostPart;
  readonly currency: string;
  readonly amount: bigint;
}

/** Adds up amounts by kind and currency. Amounts of different currencies are never added (T10), and sums of zero are left out. */
export const sumOfCosts = (costs: readonly CostSum[]): CostOfOwnership => {
  const sums = new Map<string, bigint>();
  for (const { kind, currency, amount } of costs) added(sums, `${kind} ${currency}`, amount);
  const parts = costParts.flatMap((kind) =>
    [...sums]
      .filter(([key, amount]) => key.startsWith(`${kind} `) && amount !== 0n)
      .map(([key, amount]) => ({ kind, amount, currency: key.slice(kind.length + 1) })),
  );
  const totals = new Map<string, bigint>();
  for (const { currency, amount } of parts) added(totals, currency, amount);
  const inOrder = [...totals].map(([currency, amount]) => moneyOf(amount, currency));
  const [only, ...others] = inOrder;
  return {
    total: only && others.length === 0 ? only : null,
    totals: inOrder,
    parts: parts.map(({ kind, amount, currency }) => ({ kind, amount: moneyOf(amount, currency) })),
  };
};

/**
 * What an asset cost in a period (A3). On accrual basis, the charge of its book takes the place of its purchase, so the two are never
 * added. An asset without a book was an expense when it was bought.
 */
export const costOfOwnership = (sources: OwnershipSources, within: DateSpan, basis: CostBasis): CostOfOwnership =>
  sumOfCosts(costsOf(sources, within, basis));
