import * as z from 'zod';
import { CurrentAssignment } from '../assignment/assignment.ts';
import { BookEntry, StoredBookEntry } from '../depreciation/book-entry.ts';
import type { ChainField } from '../history/item-version.ts';
import type { MergeField } from '../item/merge.ts';
import { lazily, type Shape } from '../lazily.ts';
import { licenseMetrics } from '../license/license-metrics.ts';
import { patchOf, type ResourceOf } from '../resource/define-resource.ts';
import { Line, MachineLine } from '../text.ts';
import { FreeForm, Id, Name, PlainDate, Price, Reference, StoredTime } from '../values.ts';
import { disposalFields } from './asset-facts.ts';
import { assetConditions, assetKinds, assetStatuses, firstStatuses } from './asset-values.ts';

const short = () => Line().max(200);
const identifier = () => MachineLine().max(200);

export const purchaseFields = () => ({
  date: PlainDate().optional(),
  value: Price().optional(),
  invoiceNumber: short().optional(),
  orderNumber: short().optional(),
});

/** The fields of an asset that callers set. Draft, patch, row and view are composed from them. */
const ownFields = () => ({
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
  purchase: z.strictObject(purchaseFields()).optional(),
  warrantyEnd: PlainDate().optional(),
  owner: z.strictObject({ person: Reference().optional(), team: Reference().optional() }).optional(),
  costCenter: short().optional(),
  location: short().optional(),
  partOf: Reference().optional(),
  importance: z.enum(['low', 'moderate', 'high', 'critical']).optional(),
  customFields: FreeForm().default({}),
  license: z.strictObject({ metric: z.enum(licenseMetrics).optional() }).optional(),
});

/** The entries in accounting books (A4). They are judged when they are sent, and stored as they were. */
const bookEntries = () => ({ books: z.array(BookEntry()).max(10).optional() });

/** The fields of an asset. Its status and its condition change by facts, and a disposal is one of them (A1). */
export const assetFields = () => ({
  ...ownFields(),
  books: z.array(StoredBookEntry()).optional(),
  condition: z.enum(assetConditions),
  status: z.enum(assetStatuses),
  disposal: z.strictObject({ date: PlainDate(), ...disposalFields() }).optional(),
  /** When it was last seen and last used, and which system knows of the use. */
  lastSeenAt: StoredTime().optional(),
  lastUsedAt: StoredTime().optional(),
  usageSource: z.string().optional(),
  /** The pools that it is a member of (A6). */
  pools: z.array(Id()).optional(),
  /** Who has it now (A2). */
  assignment: CurrentAssignment().optional(),
});

/** Fields that only asset managers, auditors and admins see (X2). `purchase.value` is a field inside `purchase`. */
export const confidentialFields: readonly string[] = [
  'phoneNumber',
  'imei',
  'purchase.value',
  'books',
  'disposal.proceeds',
  'disposal.sellingCost',
  'disposal.exchangeRates',
];

/** The accounting view of an item (C1). It has its own version and ETag. */
export type Asset = ResourceOf<typeof assetFields> & ChainField & MergeField;

/** The fields of the body of POST. An asset may be registered in the middle of its life, such as one that is in use. */
export const draftFields = () => ({
  ...ownFields(),
  ...bookEntries(),
  condition: z.enum(assetConditions).default('working'),
  status: z.enum(firstStatuses).default('in-stock'),
});
export const AssetDraft = lazily(() => z.strictObject(draftFields()).meta({ id: 'AssetDraft' }));
export type AssetDraft = Shape<typeof AssetDraft>;
/** The fields that may be edited. */
export const AssetEdit = lazily(() => z.strictObject({ ...ownFields(), ...bookEntries() }));
export type AssetEdit = Shape<typeof AssetEdit>;
export const AssetPatch = lazily(() => patchOf({ ...ownFields(), ...bookEntries() }).meta({ id: 'AssetPatch' }));
