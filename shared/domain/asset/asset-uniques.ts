import type { Unique } from '../resource/define-resource.ts';
import { foldedForm } from '../text.ts';
import { isId } from '../values.ts';
import type { Asset } from './asset.ts';

/** The most characters of an asset tag. */
export const longestTag = 200;

/** Tags and serial numbers are typed by people from labels on the device, so they are compared without regard to case. */
export const assetTagOf = (tag: string): Unique => ({ scheme: 'asset-tag', value: foldedForm(tag) });
export const serialNumberOf = (vendor: string, serial: string): Unique => ({
  scheme: 'serial-number',
  value: `${foldedForm(vendor).replaceAll('%', '%25').replaceAll('/', '%2f')}/${foldedForm(serial)}`,
});

/** What firmware and forms have in place of a serial number, without slashes. It identifies nothing, so many assets may have it (T3). */
const placeholders = new Set([
  '-',
  '.',
  '?',
  '0',
  'default',
  'default string',
  'n.a.',
  'na',
  'nil',
  'no serial number',
  'none',
  'not applicable',
  'not available',
  'not specified',
  'null',
  'o.e.m.',
  'oem',
  'serial number',
  'system serial number',
  'tbd',
  'to be filled by o.e.m.',
  'to be filled by oem',
  'undefined',
  'unknown',
]);

/**
 * Whether a serial number is a placeholder. A digit or sign that is repeated, such as 0000000 or XXXX, is one, and so is 123456789.
 */
export const isPlaceholder = (serial: string): boolean => {
  const folded = foldedForm(serial).replaceAll('/', '');
  return placeholders.has(folded) || /^([0-9x*.-])\1+$/.test(folded) || folded === '123456789' || folded === '0123456789';
};

type Identification = Pick<Asset, 'assetTag' | 'vendor' | 'serialNumber'> & Partial<Pick<Asset, 'status'>>;

/** The values that no other asset may have (T3): the asset tag, and the serial number together with the vendor. A void asset has none. */
export const uniquesOf = ({ assetTag, vendor, serialNumber, status }: Identification): readonly Unique[] =>
  status === 'voided'
    ? []
    : [
        ...(assetTag === undefined ? [] : [assetTagOf(assetTag)]),
        ...(vendor === undefined || serialNumber === undefined || isPlaceholder(serialNumber)
          ? []
          : [serialNumberOf(vendor, serialNumber)]),
      ];

/** How a file names an asset: by its tag, or by its id if it has none, or one that could be read as another reference (I7). */
export const tagOrId = ({ id, assetTag }: Pick<Asset, 'id' | 'assetTag'>): string =>
  assetTag === undefined || assetTag.includes('=') || isId(assetTag) ? id : assetTag;
