import type { Unique } from '../resource/define-resource.ts';
import type { Asset } from './asset.ts';

/** Stickers and type plates are typed by people, so two of them do not differ by case alone. */
export const assetTagOf = (tag: string): Unique => ({ scheme: 'asset-tag', value: tag.toLowerCase() });
export const serialNumberOf = (vendor: string, serial: string): Unique => ({
  scheme: 'serial-number',
  value: `${vendor.toLowerCase().replaceAll('%', '%25').replaceAll('/', '%2f')}/${serial.toLowerCase()}`,
});

/** What no other asset may have (T3): its tag, and a vendor's serial number. */
export const uniquesOf = ({ assetTag, vendor, serialNumber }: Pick<Asset, 'assetTag' | 'vendor' | 'serialNumber'>): readonly Unique[] => [
  ...(assetTag === undefined ? [] : [assetTagOf(assetTag)]),
  ...(vendor === undefined || serialNumber === undefined ? [] : [serialNumberOf(vendor, serialNumber)]),
];
