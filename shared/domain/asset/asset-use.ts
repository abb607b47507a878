import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { Line } from '../text.ts';
import { Reference, Time } from '../values.ts';
import type { Asset } from './asset.ts';
import { isHeld } from './lifecycle-table.ts';

/** That an asset was seen, and where. `by`: the person who saw it. */
export const Sighting = lazily(() =>
  z
    .strictObject({ asset: Reference(), at: Time(), location: Line().max(200).optional(), by: Reference().optional() })
    .meta({ id: 'Sighting' }),
);
export type Sighting = Shape<typeof Sighting>;

/** When an asset was last used, and which system knows it. */
export const UsageReport = lazily(() =>
  z.strictObject({ asset: Reference(), lastUsedAt: Time(), source: Line().max(200) }).meta({ id: 'UsageReport' }),
);
export type UsageReport = Shape<typeof UsageReport>;

/** Whether an asset that the organization has was not used since a day. An asset of which no use is known was not. */
export const isUnusedSince = (asset: Pick<Asset, 'status' | 'lastUsedAt'>, date: string): boolean =>
  isHeld(asset) && (asset.lastUsedAt === undefined || asset.lastUsedAt < date);
