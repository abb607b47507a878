import { type Caller, has } from '../access.ts';
import type { Asset } from './asset.ts';

/** The asset as the caller may see it. Only asset managers, auditors and admins see prices, phone numbers and IMEIs (X2). */
export const assetFor = (caller: Caller, asset: Asset): Asset => {
  if (has(caller, 'asset-manager', 'auditor', 'admin')) return asset;
  const { phoneNumber, imei, purchase, ...visible } = asset;
  if (!purchase) return visible;
  const { value, ...rest } = purchase;
  return { ...visible, purchase: rest };
};
