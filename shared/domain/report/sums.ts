import { isObject } from '../json-object.ts';
import { noGroup } from './valued-asset.ts';

/** A tree of amounts in minor units, such as the movements of an asset. */
type Amounts = { readonly [field: string]: bigint | Amounts };

/** Amounts of a group, and of a month if the report has a row for each month. They are those of one asset, or a sum. */
export interface SumPart<Tree extends object = object> {
  readonly month?: string | undefined;
  readonly group: string;
  readonly amounts: Tree;
}

/** The sums so far, by month and group. Assets can be added in portions, and in any order. */
export type Sums<Tree extends object = object> = ReadonlyMap<string, SumPart<Tree>>;

const plus = (one: Amounts, other: Amounts): Amounts =>
  Object.fromEntries(
    Object.entries(one).map(([field, amount]) => {
      const added = other[field];
      return [field, typeof amount === 'bigint' ? amount + (added as bigint) : plus(amount, added as Amounts)];
    }),
  );

const isZero = (tree: Amounts): boolean =>
  Object.values(tree).every((amount) => (typeof amount === 'bigint' ? amount === 0n : isZero(amount)));

const keyOf = ({ month = '', group }: SumPart): string => `${month} ${group}`;

/** The sums with these parts added. A part without any amount makes no group. */
export const added = <Tree extends object>(sums: Sums<Tree>, parts: readonly SumPart<Tree>[]): Sums<Tree> => {
  const found = new Map(sums);
  for (const part of parts) {
    if (isZero(part.amounts as Amounts)) continue;
    const before = found.get(keyOf(part));
    found.set(keyOf(part), before ? { ...part, amounts: plus(before.amounts as Amounts, part.amounts as Amounts) as Tree } : part);
  }
  return found;
};

const byMonthAndGroup = (one: SumPart, other: SumPart): number => {
  if (one.month !== other.month) return (one.month ?? '') < (other.month ?? '') ? -1 : 1;
  return Number(one.group === noGroup) - Number(other.group === noGroup) || (one.group < other.group ? -1 : 1);
};

/** The sums by month and group. What has no group comes last, and groups whose amounts are all 0 are left out. */
export const sumsInOrder = <Tree extends object>(sums: Sums<Tree>): readonly SumPart<Tree>[] =>
  [...sums.values()].filter(({ amounts }) => !isZero(amounts as Amounts)).toSorted(byMonthAndGroup);

/** Sums as JSON, which has no whole numbers of this size: each amount is a text. */
export const sumsToJson = (sums: Sums): unknown =>
  JSON.parse(JSON.stringify([...sums.values()], (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)));

const amountsOf = (tree: object): Amounts =>
  Object.fromEntries(
    Object.entries(tree).map(([field, amount]: [string, unknown]) => [
      field,
      isObject(amount) ? amountsOf(amount) : BigInt(String(amount)),
    ]),
  );

/** The sums that `sumsToJson` has written. */
export const sumsOfJson = (parts: readonly SumPart[]): Sums =>
  new Map(parts.map((part) => [keyOf(part), { ...part, amounts: amountsOf(part.amounts) }]));
