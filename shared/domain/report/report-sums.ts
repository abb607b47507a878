import { valueAt } from '../depreciation/asset-ledger.ts';
import { type AssetMovements, movementsByHolder } from '../depreciation/movements.ts';
import type { DateSpan } from '../splitting.ts';
import { groupOn, isCarried, noGroup, type ValuedAsset } from './valued-asset.ts';

/** A tree of amounts, such as the movements of an asset. */
type Amounts = { readonly [field: string]: bigint | Amounts };

const plus = <Tree extends object>(one: Tree, other: Tree): Tree =>
  Object.fromEntries(
    Object.entries(one as Amounts).map(([field, amount]) => {
      const added = (other as Amounts)[field];
      if (typeof amount === 'bigint') return [field, amount + (added as bigint)];
      return [field, plus(amount, added as Amounts)];
    }),
  ) as Tree;

const isZero = (tree: object): boolean =>
  Object.values(tree as Amounts).every((amount) => (typeof amount === 'bigint' ? amount === 0n : isZero(amount)));

/** The sums of each group, in the order of the groups. What has no group comes last. */
const sums = <Tree extends object>(parts: readonly { readonly group: string; readonly amounts: Tree }[]) => {
  const found = new Map<string, Tree>();
  for (const { group, amounts } of parts) {
    const before = found.get(group);
    found.set(group, before ? plus(before, amounts) : amounts);
  }
  return [...found]
    .map(([group, amounts]) => ({ group, amounts }))
    .toSorted((one, other) => Number(one.group === noGroup) - Number(other.group === noGroup) || (one.group < other.group ? -1 : 1));
};

/** The roll-forward of a period: the movements of each group (A8). Groups in which nothing was and nothing happened are left out. */
export const rollForward = (assets: readonly ValuedAsset[], period: DateSpan) =>
  sums(
    assets.flatMap(({ ledger, holders }) =>
      movementsByHolder(ledger, period, holders).map(({ group, ...amounts }) => ({ group, amounts: amounts as AssetMovements })),
    ),
  )
    .filter(({ amounts }) => !isZero(amounts))
    .map(({ group, amounts }) => ({ group, ...amounts }));

/** The value of each group at the end of a day, and how many assets it has in the book. */
export const valueByGroup = (assets: readonly ValuedAsset[], date: string) =>
  sums(
    assets
      .filter((asset) => isCarried(asset, date))
      .map((asset) => {
        const { bookedThrough, ...amounts } = valueAt(asset.ledger, date);
        return { group: groupOn(asset, date), amounts: { ...amounts, assets: 1n } };
      }),
  ).map(({ group, amounts: { assets: count, ...amounts } }) => ({ group, assets: Number(count), ...amounts }));

/** The charge of a month, and the value at its end, of each group. */
export const chargesOfMonth = (assets: readonly ValuedAsset[], month: DateSpan) =>
  sums(
    assets.map((asset) => {
      const charge = movementsByHolder(asset.ledger, month, [{ from: month.from, group: noGroup }]).reduce(
        (sum, { depreciation }) => sum + depreciation.charge,
        0n,
      );
      return { group: groupOn(asset, month.to), amounts: { charge, netBookValue: valueAt(asset.ledger, month.to).netBookValue } };
    }),
  )
    .filter(({ amounts }) => !isZero(amounts))
    .map(({ group, amounts }) => ({ group, ...amounts }));
