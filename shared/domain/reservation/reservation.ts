import { day, type Instant, plus } from '../clock.ts';
import { longestWindowDays } from '../window/window.ts';

/**
 * The CIs and the time that a window reserves. The row belongs to the month in which the window starts (T8). The shard is part of the key;
 * at present, a month has one shard.
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
  /** `false` for a plain deployment. Two plain deployments do not block each other (H2). */
  readonly suppress: boolean;
  readonly version: 1;
}

/**
 * The version of a month's shard. Every scheduling that reads the shard increments it, so that two conflicting changes cannot both be
 * scheduled (T8).
 */
export interface ReservationVersion {
  readonly month: string;
  readonly shard: number;
  readonly version: number;
}

/** The month in UTC as it is used in keys: `2026-11`. */
export const monthOf = (at: Instant): string => at.slice(0, 7);

/** The months whose reservations may overlap `[start, end)`. The longest window can start in a month before. */
export const monthsOf = (start: Instant, end: Instant): readonly string[] => [
  ...new Set([monthOf(plus(start, -longestWindowDays * day)), monthOf(start), monthOf(end)]),
];
