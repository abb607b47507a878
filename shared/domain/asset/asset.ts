import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { patchOf, type ResourceOf, type Unique } from '../resource/define-resource.ts';
import { FreeForm, Money, Name, PlainDate, Reference } from '../values.ts';

export const assetKinds = ['hardware', 'software-license', 'subscription', 'application', 'phone-line', 'other'] as const;
export const assetStatuses = [
  'planned',
  'ordered',
  'received',
  'in-stock',
  'in-use',
  'in-repair',
  'retired',
  'disposed',
  'lost',
  'stolen',
  'voided',
] as const;

const short = () => z.string().trim().min(1).max(200);

/** What people say of an asset. Draft, patch, row and view are composed from these fields. Status is as given: its transitions come with A1. */
export const assetFields = () => ({
  kind: z.enum(assetKinds),
  name: Name(),
  category: short().optional(),
  brand: short().optional(),
  model: short().optional(),
  assetTag: short().optional(),
  serialNumber: short().optional(),
  phoneNumber: short().optional(),
  imei: short().optional(),
  vendor: short().optional(),
  acquisition: z.enum(['purchased', 'leased', 'rented', 'customer-owned']).optional(),
  purchase: z
    .strictObject({
      date: PlainDate().optional(),
      value: Money().optional(),
      invoiceNumber: short().optional(),
      orderNumber: short().optional(),
    })
    .optional(),
  condition: z.enum(['working', 'broken', 'destroyed']).default('working'),
  status: z.enum(assetStatuses).default('in-stock'),
  warrantyEnd: PlainDate().optional(),
  owner: z.strictObject({ person: Reference().optional(), team: Reference().optional() }).optional(),
  costCenter: short().optional(),
  location: short().optional(),
  partOf: Reference().optional(),
  importance: z.enum(['low', 'moderate', 'high', 'critical']).optional(),
  customFields: FreeForm().default({}),
});

/** The accounting view of an item (C1): its own version and ETag. */
export type Asset = ResourceOf<typeof assetFields>;

export const AssetDraft = lazily(() => z.strictObject(assetFields()).meta({ id: 'AssetDraft' }));
export type AssetDraft = Shape<typeof AssetDraft>;
export const AssetPatch = lazily(() => patchOf(assetFields()).meta({ id: 'AssetPatch' }));

/** Stickers and type plates are typed by people: case does not tell two of them apart. */
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
