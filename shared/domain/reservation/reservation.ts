import { day, type Instant, plus } from '../clock.ts';

/**
 * What a window reserves in the month it starts in (T8): which CIs, and when. All reservations of a month lie in one shard for now, which
 * stands in the key.
 */
export interface Reservation {
  readonly month: string;
  readonly shard: number;
  readonly start: Instant;
  readonly end: Instant;
  readonly window: string;
  readonly change: string;
  readonly number: string;
  readonly revision: number;
  /** The named CIs. */
  readonly items: readonly string[];
  /** Neither side of two plain deployments blocks the other (H2). */
  readonly suppress: boolean;
  readonly version: 1;
}

/** Moves on with every scheduling that looked at the shard, so that no two conflicting changes pass each other (T8). */
export interface ReservationVersion {
  readonly month: string;
  readonly shard: number;
  readonly version: number;
}

/** The UTC month's name in keys: `2026-11`. */
export const monthOf = (at: Instant): string => at.slice(0, 7);

/** The months whose reservations may hold a window that overlaps `[start, end)`: windows are 14 days long at most. */
export const monthsOf = (start: Instant, end: Instant): readonly string[] => [
  ...new Set([monthOf(plus(start, -14 * day)), monthOf(start), monthOf(end)]),
];
