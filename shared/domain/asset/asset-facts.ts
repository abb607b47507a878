import * as z from 'zod';
import { AssignmentDraft } from '../assignment/assignment.ts';
import { Decimal, Holding, StoredAdjustment, StoredBookEntry } from '../depreciation/book-entry.ts';
import { lazily, type Shape } from '../lazily.ts';
import { Line, Remark } from '../text.ts';
import { Id, PlainDate, Price, Reference, StoredTime } from '../values.ts';
import { assetConditions, assetStatuses, disposalMethods } from './asset-values.ts';

/** What a fact says of the day on which it happened, and why it was recorded. */
const circumstances = () => ({
  date: PlainDate(),
  note: Remark(2_000).optional(),
  /** Required for a step that the table of the lifecycle does not have: the correction of a mistake. */
  reason: Remark(2_000).optional(),
});

/** How an asset left the organization. `proceeds` is what a buyer paid, `sellingCost` what the sale cost. */
export const disposalFields = () => ({
  method: z.enum(disposalMethods),
  proceeds: Price().optional(),
  sellingCost: Price().optional(),
  /** How many units of a book's currency one unit of the amounts costs, by the name of the book. For books in another currency. */
  exchangeRates: z.record(Line().max(100), Decimal()).optional(),
  /** The certificate of destruction, or the reference of the record that the data was wiped. */
  certificate: Line().max(200).optional(),
  reference: Line().max(200).optional(),
});

/** A place or a condition that goes with a step. */
const found = () => ({ location: Line().max(200).optional(), condition: z.enum(assetConditions).optional() });

const steps = <More extends z.ZodRawShape>(more: () => More) =>
  z.discriminatedUnion('to', [
    z.strictObject({ to: z.enum(['planned', 'ordered', 'received', 'retired']), ...circumstances(), ...more() }),
    z.strictObject({ to: z.literal('in-stock'), ...circumstances(), ...found(), ...more() }),
    z.strictObject({ to: z.literal('in-use'), ...circumstances(), ...found(), assignment: AssignmentDraft().optional(), ...more() }),
    z.strictObject({ to: z.literal('in-repair'), ...circumstances(), vendor: Line().max(200).optional(), ...more() }),
    z.strictObject({ to: z.enum(['lost', 'stolen']), ...circumstances(), reference: Line().max(200).optional(), ...more() }),
    z.strictObject({ to: z.literal('disposed'), ...circumstances(), ...disposalFields(), ...more() }),
  ]);

/** The step to a status, with what the step asks (A1). */
export const AssetStep = lazily(() => steps(() => ({})).meta({ id: 'AssetStep' }));
export type AssetStep = Shape<typeof AssetStep>;

/** The same step of several assets. */
export const AssetStepOfMany = lazily(() => steps(() => ({ items: z.array(Reference()).min(1).max(100) })).meta({ id: 'AssetStepOfMany' }));

/** A condition that was found (A1). It is never refused. */
export const ConditionReport = lazily(() =>
  z.strictObject({ condition: z.enum(assetConditions), date: PlainDate(), note: Remark(2_000).optional() }).meta({ id: 'ConditionReport' }),
);
export type ConditionReport = Shape<typeof ConditionReport>;

/** Why a registration is a mistake. */
export const VoidReason = lazily(() => z.strictObject({ reason: Remark(2_000) }));

const recorded = () => ({
  id: Id(),
  asset: Id(),
  version: z.literal(1),
  /** When it was recorded. Values as they were known earlier leave out what was recorded later (A8). */
  recordedAt: StoredTime(),
  actor: z.string(),
  date: PlainDate(),
  note: z.string().optional(),
  reason: z.string().optional(),
});

/**
 * One fact of the life of an asset. Facts are only added: a correction is another fact (A1). The value of an asset is computed from them.
 * - `status`: the asset took a status, with how it was disposed if it was
 * - `condition`: its condition was found
 * - `basis`: what it cost and its entries in books, after they changed
 * - `adjustment`: its value was adjusted in a book
 * - `transfer`: it went from one cost center, location or owner to another
 */
export const AssetFact = lazily(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      ...recorded(),
      kind: z.literal('status'),
      from: z.enum(assetStatuses),
      to: z.enum(assetStatuses),
      ...disposalFields(),
      method: z.enum(disposalMethods).optional(),
      vendor: z.string().optional(),
      location: z.string().optional(),
      condition: z.enum(assetConditions).optional(),
    }),
    z.strictObject({ ...recorded(), kind: z.literal('condition'), condition: z.enum(assetConditions) }),
    z.strictObject({
      ...recorded(),
      kind: z.literal('basis'),
      price: Price().optional(),
      purchaseDate: PlainDate().optional(),
      books: z.array(StoredBookEntry()),
    }),
    z.strictObject({ ...recorded(), kind: z.literal('adjustment'), adjustment: StoredAdjustment() }),
    z.strictObject({ ...recorded(), kind: z.literal('transfer'), from: Holding(), to: Holding() }),
  ]),
);
export type AssetFact = Shape<typeof AssetFact>;
