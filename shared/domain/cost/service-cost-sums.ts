import * as z from 'zod';
import { lazily } from '../lazily.ts';
import { type MoneyValue, minorUnitsOf, moneyOf } from '../money.ts';
import { type CostPart, type CostSum, costParts, sumOfCosts } from './cost-of-ownership.ts';
import { type SharedCost, splitCost, unshared } from './service-cost.ts';

/** Sums in minor units by service, kind and currency. What no service bears is under the name `unshared`. */
export type ServiceCostSums = ReadonlyMap<string, bigint>;

/** The sums of no item. */
export const noCosts: ServiceCostSums = new Map();

const keyOf = (service: string, { kind, currency }: CostSum): string => `${service} ${currency} ${kind}`;

/** The sums with the costs of more items added. */
export const withCosts = (sums: ServiceCostSums, costs: readonly SharedCost[]): ServiceCostSums => {
  const next = new Map(sums);
  for (const { service, parts } of costs.flatMap(splitCost))
    for (const part of parts) next.set(keyOf(service, part), (next.get(keyOf(service, part)) ?? 0n) + part.amount);
  return next;
};

/** What a service costs in one currency: in all, and by kind. The kinds are all that there are, so that a table has all columns. */
export interface ServiceCostRow {
  /** Null for what no service bears. */
  readonly service: string | null;
  readonly total: MoneyValue;
  readonly byKind: Readonly<Record<CostPart, MoneyValue>>;
}

/** The place of a row: by the id of the service and the currency. What no service bears is at the end. */
export const positionOf = ({ service, total: { currency } }: Pick<ServiceCostRow, 'service' | 'total'>): string =>
  `${service ?? '~'} ${currency}`;

/** A row for each service and currency, in the order of their places. Without any cost there is none. */
export const rowsOfSums = (sums: ServiceCostSums): readonly ServiceCostRow[] => {
  const groups = Map.groupBy(sums, ([key]) => key.slice(0, key.lastIndexOf(' ')));
  const rows = [...groups].flatMap(([group, entries]): readonly ServiceCostRow[] => {
    const [service = '', currency = ''] = group.split(' ');
    const amounts = new Map(entries);
    if (entries.every(([, amount]) => amount === 0n)) return [];
    const byKind = Object.fromEntries(costParts.map((kind) => [kind, moneyOf(amounts.get(`${group} ${kind}`) ?? 0n, currency)]));
    const total = entries.reduce((sum, [, amount]) => sum + amount, 0n);
    return [
      { service: service === unshared ? null : service, total: moneyOf(total, currency), byKind: byKind as ServiceCostRow['byKind'] },
    ];
  });
  return rows.toSorted((one, other) => (positionOf(one) < positionOf(other) ? -1 : 1));
};

/** The sums of all rows by currency: what everything cost. */
export const totalsOfRows = (rows: readonly ServiceCostRow[]): readonly MoneyValue[] =>
  sumOfCosts(rows.map(({ total: { amount, currency } }) => ({ kind: 'other', currency, amount: minorUnitsOf(amount, currency) }))).totals;

const WrittenSums = lazily(() => z.array(z.tuple([z.string(), z.string()])));

/** Sums as a text, to go on with later. */
export const writtenSums = (sums: ServiceCostSums): string => JSON.stringify([...sums].map(([key, amount]) => [key, String(amount)]));

/** The sums that `writtenSums` has written. */
export const readSums = (text: string): ServiceCostSums =>
  new Map(
    WrittenSums()
      .parse(JSON.parse(text))
      .map(([key, amount]) => [key, BigInt(amount)]),
  );
