import * as z from 'zod';
import { ExactLine } from '../text.ts';
import { Id, PlainDate, Reference } from '../values.ts';
import { assetKinds, assetStatuses } from './asset-values.ts';

const text = () => ExactLine().min(1).max(200).optional();

/** The filters of the list of assets, as a request names them. An export of assets, or of what belongs to assets, has the same. */
export const assetFilterFields = () => ({
  owner: Reference().optional().meta({ description: 'Id or mail address of a person, or id or name of a team' }),
  assignedTo: Reference().optional().meta({ description: 'Id or mail address of a person, or a reference to an item' }),
  vendor: text(),
  brand: text(),
  pool: Id().optional(),
  unusedSince: PlainDate().optional(),
  model: text(),
  kind: z.enum(assetKinds).optional(),
  category: text(),
  status: z.enum(assetStatuses).optional(),
  costCenter: text(),
  location: text(),
  assetTag: text(),
  serialNumber: text(),
});
