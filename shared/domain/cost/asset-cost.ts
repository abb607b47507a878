import * as z from 'zod';
import { invalid } from '../errors.ts';
import { lazily, type Shape } from '../lazily.ts';
import { Line, Remark } from '../text.ts';
import { Id, Money, PlainDate, StoredTime } from '../values.ts';
import { costKinds } from './cost-kinds.ts';

const ownFields = () => ({
  kind: z.enum(costKinds),
  /** When it was paid, which counts on cash basis. */
  date: PlainDate(),
  /** Negative for a credit, or for the correction of a mistake. */
  amount: Money(),
  /** The days that it is for, over which it is spread on accrual basis. */
  period: z.strictObject({ from: PlainDate(), to: PlainDate() }).optional(),
  vendor: Line().max(200).optional(),
  invoiceNumber: Line().max(200).optional(),
  note: Remark(2_000).optional(),
});

export const AssetCostDraft = lazily(() => z.strictObject(ownFields()).meta({ id: 'AssetCostDraft' }));
export type AssetCostDraft = Shape<typeof AssetCostDraft>;

export const assetCostFields = () => ({ id: Id(), asset: Id(), ...ownFields(), recordedAt: StoredTime() });

/** A cost of an asset. Costs are only added: a mistake is corrected by a negative one. */
export const AssetCost = lazily(() => z.strictObject({ ...assetCostFields(), version: z.literal(1) }));
export type AssetCost = Shape<typeof AssetCost>;

/** @throws DomainError invalid `cost/period-ends-before-start` */
export const assertCostPeriod = ({ period }: AssetCostDraft): void => {
  if (period === undefined || period.from <= period.to) return;
  throw invalid('/period/to', 'cost/period-ends-before-start', `${period.to} is before ${period.from}; send a later end`);
};
