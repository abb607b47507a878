import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { minorUnitsIn, moneyOf } from '../money.ts';
import { splitLot } from '../splitting.ts';
import { MachineLine } from '../text.ts';
import { Price } from '../values.ts';
import { type AssetDraft, draftFields, purchaseFields } from './asset.ts';

/** The most assets of one lot. */
export const mostOfLot = 500;

/** Asset tags that count up: `{"prefix": "L-", "from": 7, "digits": 4}` gives L-0007, L-0008 and so on. */
const Tags = lazily(() =>
  z.strictObject({ prefix: MachineLine().max(100), from: z.int().min(0).max(999_999_999), digits: z.int().min(1).max(12) }),
);

/** Equal assets that were bought together for a total (A4). */
export const AssetLot = lazily(() => {
  const { assetTag, serialNumber, imei, purchase, ...others } = draftFields();
  const { value, ...purchased } = purchaseFields();
  return z
    .strictObject({
      quantity: z.int().min(1).max(mostOfLot),
      total: Price(),
      tags: Tags().optional(),
      asset: z.strictObject({ ...others, purchase: z.strictObject(purchased).optional() }),
    })
    .meta({ id: 'AssetLot' });
});
export type AssetLot = Shape<typeof AssetLot>;

/** The drafts of a lot: one for each asset, with its part of the total and its tag. */
export const draftsOfLot = ({ quantity, total, tags, asset }: AssetLot): readonly AssetDraft[] =>
  splitLot(minorUnitsIn(total, total.currency, '/total'), quantity).map((units, n) => ({
    ...asset,
    purchase: { ...asset.purchase, value: moneyOf(units, total.currency) },
    ...(tags === undefined ? {} : { assetTag: `${tags.prefix}${String(tags.from + n).padStart(tags.digits, '0')}` }),
  }));
