import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { patchOf, type ResourceOf } from '../resource/define-resource.ts';
import { Line, MachineLine } from '../text.ts';
import { FreeForm, Name, PlainDate, Price, Reference } from '../values.ts';

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

const short = () => Line().max(200);
const identifier = () => MachineLine().max(200);

/**
 * The fields of an asset that callers set. Draft, patch, row and view are composed from them. Any status is accepted: its transitions come
 * with A1.
 */
export const assetFields = () => ({
  kind: z.enum(assetKinds),
  name: Name(),
  category: short().optional(),
  brand: short().optional(),
  model: short().optional(),
  assetTag: identifier().optional(),
  serialNumber: identifier().optional(),
  phoneNumber: short().optional(),
  imei: identifier().optional(),
  vendor: short().optional(),
  acquisition: z.enum(['purchased', 'leased', 'rented', 'customer-owned']).optional(),
  purchase: z
    .strictObject({
      date: PlainDate().optional(),
      value: Price().optional(),
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

/** Fields that only asset managers, auditors and admins see (X2). `purchase.value` is a field inside `purchase`. */
export const confidentialFields: readonly string[] = ['phoneNumber', 'imei', 'purchase.value'];

/** The accounting view of an item (C1). It has its own version and ETag. */
export type Asset = ResourceOf<typeof assetFields>;

export const AssetDraft = lazily(() => z.strictObject(assetFields()).meta({ id: 'AssetDraft' }));
export type AssetDraft = Shape<typeof AssetDraft>;
export const AssetPatch = lazily(() => patchOf(assetFields()).meta({ id: 'AssetPatch' }));
