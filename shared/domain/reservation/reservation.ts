import { day, type Instant, plus } from '../clock.ts';

/**
 * What a window reserves: the CIs that it wants, and when. It is a row of the month in which the window starts (T8). A month has one
 * shard for now, which is part of the key.
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
  /** Two plain deployments do not block each other (H2). */
  readonly suppress: boolean;
  readonly version: 1;
}

/** The version of a month's shard. Every scheduling that reads the shard moves it on, so that no two conflicting changes pass (T8). */
export interface ReservationVersion {
  readonly month: string;
  readonly shard: number;
  readonly version: number;
}

/** The UTC month's name in keys: `2026-11`. */
export const monthOf = (at: Instant): string => at.slice(0, 7);

/** The months whose reservations may overlap `[start, end)`: a window has at most 14 days. */
export const monthsOf = (start: Instant, end: Instant): readonly string[] => [
  ...new Set([monthOf(plus(start, -14 * day)), monthOf(start), monthOf(end)]),
];
