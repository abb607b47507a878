import { halfUp, type MoneyValue, minorUnitsOf, minusRatio, plusRatio, type Ratio, wholeRatio } from '../money.ts';
import { splitByWeights } from '../splitting.ts';
import { type CostOfOwnership, type CostSum, sumOfCosts } from './cost-of-ownership.ts';
import type { ServiceShares } from './service-shares.ts';

/** What an item costs in a period, and which services bear it. */
export interface SharedCost {
  readonly item: string;
  readonly cost: Pick<CostOfOwnership, 'parts'>;
  readonly shares: ServiceShares;
}

/** What an item costs a service: its share as a decimal of up to six places, and the amount in one currency. */
export interface ServiceCostItem {
  readonly item: string;
  readonly share: string;
  readonly amount: MoneyValue;
}

export interface ServiceCost extends CostOfOwnership {
  /** By the ids of the items. An item has one entry for each currency. */
  readonly items: readonly ServiceCostItem[];
}

/** What no service bears is the share of this name. No service has it. */
export const unshared = '';

const decimals = 6;

/** A share as a decimal, rounded half up: `0.25`, `0.333333`, `1`. */
const decimalOf = ({ over, under }: Ratio): string => {
  const rounded = halfUp({ over: over * 10n ** BigInt(decimals), under })
    .toString()
    .padStart(decimals + 1, '0');
  return `${rounded.slice(0, -decimals)}.${rounded.slice(-decimals)}`.replace(/\.?0+$/, '');
};

/** All shares of an item in the order of the services, with the unshared rest. They sum to 1. */
const allShares = (shares: ServiceShares): readonly (readonly [string, Ratio])[] => {
  const inOrder = [...shares].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const sum = inOrder.reduce((one, [, share]) => plusRatio(one, share), wholeRatio(0));
  return [...inOrder, [unshared, minusRatio(wholeRatio(1), sum)]];
};

/** Whole numbers in the proportion of the fractions. */
const weightsOf = (ratios: readonly Ratio[]): readonly bigint[] => {
  const under = ratios.reduce((product, ratio) => product * ratio.under, 1n);
  return ratios.map((ratio) => (ratio.over * under) / ratio.under);
};

/** What one service bears of the cost of an item, or under `unshared` what none bears. */
interface BorneCost {
  readonly service: string;
  readonly share: Ratio;
  readonly parts: readonly CostSum[];
}

/** Splits the cost of an item among all services that bear it and the unshared rest. Each part of it is split to the minor unit, and sums to what it was. */
export const splitCost = ({ cost, shares }: SharedCost): readonly BorneCost[] => {
  const inOrder = allShares(shares);
  const weights = weightsOf(inOrder.map(([, share]) => share));
  const split = cost.parts.map(({ kind, amount: { amount, currency } }) => {
    return { kind, currency, amounts: splitByWeights(minorUnitsOf(amount, currency), weights) };
  });
  return inOrder.flatMap(([service, share], place) => {
    if (share.over === 0n) return [];
    return [{ service, share, parts: split.map(({ amounts, ...part }): CostSum => ({ ...part, amount: amounts[place] ?? 0n })) }];
  });
};

const partsFor = (service: string, shared: SharedCost) => {
  const found = splitCost(shared).find((each) => each.service === service);
  return found && { share: decimalOf(found.share), parts: found.parts };
};

/** What a service bears of the costs of items (L4), or what no service bears. The amounts of all services and the rest sum exactly to the costs. */
export const costOfService = (service: string, costs: readonly SharedCost[]): ServiceCost => {
  const borne = costs
    .toSorted((one, other) => (one.item < other.item ? -1 : 1))
    .flatMap((shared) => {
      const found = partsFor(service, shared);
      return found ? [{ item: shared.item, ...found }] : [];
    });
  const items = borne.flatMap(({ item, share, parts }) => sumOfCosts(parts).totals.map((amount) => ({ item, share, amount })));
  return { ...sumOfCosts(borne.flatMap(({ parts }) => parts)), items };
};
