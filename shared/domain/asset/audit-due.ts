import { monthsLater } from '../dates.ts';
import type { Asset } from './asset.ts';
import { isHeld } from './lifecycle-table.ts';

/** The day by which an asset has to be seen again: so many months after it was last seen, bought or registered. Undefined if it is gone. */
export const auditDueOn = (asset: Asset, everyMonths: number): string | undefined => {
  if (!isHeld(asset) || asset.status === 'lost' || asset.status === 'stolen') return undefined;
  const seen = asset.lastSeenAt?.slice(0, 10) ?? asset.purchase?.date ?? asset.createdAt.slice(0, 10);
  return monthsLater(seen, everyMonths);
};
