import { type Caller, has } from '../access.ts';
import type { Asset } from './asset.ts';

/** The asset as the caller may see it: prices and phone numbers are left out for those without need (X2). */
export const assetFor = (caller: Caller, asset: Asset): Asset => {
  if (has(caller, 'asset-manager', 'auditor', 'admin')) return asset;
  const { phoneNumber, imei, purchase, ...seen } = asset;
  if (!purchase) return seen;
  const { value, ...rest } = purchase;
  return { ...seen, purchase: rest };
};
