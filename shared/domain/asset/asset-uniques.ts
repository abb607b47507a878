import type { Unique } from '../resource/define-resource.ts';
import { foldedForm } from '../text.ts';
import type { Asset } from './asset.ts';

/** The most characters of an asset tag. */
export const longestTag = 200;

/** Tags and serial numbers are typed by people from labels on the device, so they are compared without regard to case. */
export const assetTagOf = (tag: string): Unique => ({ scheme: 'asset-tag', value: foldedForm(tag) });
export const serialNumberOf = (vendor: string, serial: string): Unique => ({
  scheme: 'serial-number',
  value: `${foldedForm(vendor).replaceAll('%', '%25').replaceAll('/', '%2f')}/${foldedForm(serial)}`,
});

/** The values that no other asset may have (T3): the asset tag, and the serial number together with the vendor. */
export const uniquesOf = ({ assetTag, vendor, serialNumber }: Pick<Asset, 'assetTag' | 'vendor' | 'serialNumber'>): readonly Unique[] => [
  ...(assetTag === undefined ? [] : [assetTagOf(assetTag)]),
  ...(vendor === undefined || serialNumber === undefined ? [] : [serialNumberOf(vendor, serialNumber)]),
];
