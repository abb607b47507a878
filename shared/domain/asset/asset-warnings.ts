import type { Asset } from './asset.ts';

/** What may be a mistake in an asset, and is not refused. */
export const assetWarnings = ['imei-check-digit', 'imei-length'] as const;
export type AssetWarning = (typeof assetWarnings)[number];

/** The sum of the Luhn algorithm (ISO/IEC 7812-1), with the check digit. It is a multiple of ten if the check digit is right. */
const luhnSum = (digits: string): number =>
  [...digits].reverse().reduce((sum, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);

/**
 * Warnings about an asset. An IMEI has 15 digits, of which the last is a check digit (3GPP TS 23.003). An IMEISV has 16 and no check digit.
 * Blanks, hyphens and slashes between the digits do not count.
 */
export const warningsOf = ({ imei }: Pick<Asset, 'imei'>): readonly AssetWarning[] => {
  if (imei === undefined) return [];
  const digits = imei.replaceAll(/[\s/-]/g, '');
  if (!/^\d{15,16}$/.test(digits)) return ['imei-length'];
  return digits.length === 15 && luhnSum(digits) % 10 !== 0 ? ['imei-check-digit'] : [];
};
