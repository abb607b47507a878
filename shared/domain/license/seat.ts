import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { Id, Reference, StoredTime } from '../values.ts';

/** The metrics by which a seat may belong to nobody in particular. */
const countedMetrics: readonly string[] = ['concurrent', 'core', 'instance'];

/** Whether a seat by this metric needs a person or an item. A license that does not say its metric counts people or devices. */
export const needsHolder = (metric: string | undefined): boolean => metric === undefined || !countedMetrics.includes(metric);

/** Why a seat ended. */
export const releaseReasons = ['released', 'holder-departed', 'holder-disposed', 'license-disposed', 'license-voided'] as const;
export type ReleaseReason = (typeof releaseReasons)[number];

/** How much of a license somebody takes: to a person, an item, or nobody in particular. A seat of 8 cores has the quantity 8. */
export const SeatDraft = lazily(() =>
  z
    .strictObject({
      person: Reference().optional(),
      item: Reference().optional(),
      quantity: z.int().min(1).max(1_000_000).default(1),
    })
    .meta({ id: 'SeatDraft' }),
);
export type SeatDraft = Shape<typeof SeatDraft>;

export const seatFields = () => ({
  id: Id(),
  asset: Id(),
  person: Id().optional(),
  item: Id().optional(),
  quantity: z.int().min(1),
  assignedAt: StoredTime(),
  releasedAt: StoredTime().optional(),
  releaseReason: z.enum(releaseReasons).optional(),
});

/** A seat of a license: `asset` is the license. It is kept when it is released, so that it is known who had it. */
export const Seat = lazily(() => z.strictObject({ ...seatFields(), version: z.int().min(1) }));
export type Seat = Shape<typeof Seat>;

/** Who has a seat: a person or an item. */
export interface SeatHolder {
  readonly type: 'person' | 'item';
  readonly id: string;
}

/** Who has a seat. Undefined if it belongs to nobody in particular. */
export const holderOf = ({ person, item }: Pick<Seat, 'person' | 'item'>): SeatHolder | undefined => {
  if (person !== undefined) return { type: 'person', id: person };
  return item === undefined ? undefined : { type: 'item', id: item };
};

/** Whether a seat was assigned at the end of a date. Days are those of UTC. */
export const isAssignedOn = ({ assignedAt, releasedAt }: Seat, date: string): boolean =>
  assignedAt.slice(0, 10) <= date && (releasedAt === undefined || releasedAt.slice(0, 10) > date);
