import * as z from 'zod';
import { day, type Instant, plus } from '../clock.ts';
import { lazily, type Shape } from '../lazily.ts';
import { Id, StoredTime } from '../values.ts';

/**
 * A window in the book of the month it starts in, one row a shard (T8): which CIs it wants and when. There is one shard for now; it
 * stands in the key.
 */
export const Reservation = lazily(() =>
  z.strictObject({
    month: z.string(),
    shard: z.int().min(0),
    start: StoredTime(),
    end: StoredTime(),
    window: Id(),
    change: Id(),
    number: z.string(),
    revision: z.int().min(1),
    /** The named CIs. */
    items: z.array(Id()),
    /** Neither side of two plain deployments blocks the other (H2). */
    suppress: z.boolean(),
    version: z.literal(1),
  }),
);
export type Reservation = Shape<typeof Reservation>;

/** Moves on with every scheduling that looked at the shard, so that no two conflicting changes pass each other (T8). */
export const ReservationVersion = lazily(() => z.strictObject({ month: z.string(), shard: z.int().min(0), version: z.int().min(1) }));
export type ReservationVersion = Shape<typeof ReservationVersion>;

/** The UTC month's name in keys: `2026-11`. */
export const monthOf = (at: Instant): string => at.slice(0, 7);

/** The months whose book may hold a window that overlaps `[start, end)`: windows are 14 days long at most. */
export const monthsOf = (start: Instant, end: Instant): readonly string[] => [
  ...new Set([monthOf(plus(start, -14 * day)), monthOf(start), monthOf(end)]),
];
