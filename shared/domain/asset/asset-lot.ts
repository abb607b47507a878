import * as z from 'zod';
import { minorDigits } from '../currency.ts';
import { lazily, type Shape } from '../lazily.ts';
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

/**
 * Splits an amount into as many parts, each a whole number of the currency's minor unit. The parts add up to the amount, and differ by at
 * most one minor unit: the sum of the first n parts is the n-th share, rounded half up (T10).
 */
const split = ({ amount, currency }: AssetLot['total'], parts: number): readonly AssetLot['total'][] => {
  const digits = minorDigits(currency);
  const [whole = '0', decimals = ''] = amount.split('.');
  const minor = BigInt(whole + decimals.padEnd(digits, '0').slice(0, digits));
  const count = BigInt(parts);
  const share = (n: number): bigint => (minor * BigInt(n) * 2n + count) / (count * 2n);
  return Array.from({ length: parts }, (_, n) => {
    const text = String(share(n + 1) - share(n)).padStart(digits + 1, '0');
    return { amount: digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`, currency };
  });
};

/** The drafts of a lot: one for each asset, with its part of the total and its tag. */
export const draftsOfLot = ({ quantity, total, tags, asset }: AssetLot): readonly AssetDraft[] =>
  split(total, quantity).map((value, n) => ({
    ...asset,
    purchase: { ...asset.purchase, value },
    ...(tags === undefined ? {} : { assetTag: `${tags.prefix}${String(tags.from + n).padStart(tags.digits, '0')}` }),
  }));
