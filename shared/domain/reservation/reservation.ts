import { day, type Instant, plus } from '../clock.ts';
import { longestWindowDays } from '../window/window.ts';
import { contestedIn, type Footprint } from './footprint.ts';

/** The CIs and the time that a window reserves (T8). */
export interface Reservation extends Footprint {
  readonly start: Instant;
  readonly end: Instant;
  readonly window: string;
  readonly change: string;
  readonly number: string;
  readonly revision: number;
  /** Missing in reservations that were made before Quiesce compared implementers. */
  readonly implementer?: string | undefined;
  /** `false` for a plain deployment. Two plain deployments do not block each other (H2). */
  readonly suppress: boolean;
}

/**
 * The version of a shard of a month. Every scheduling that reads the shard increments it, so that two conflicting changes cannot both be
 * scheduled (T8).
 */
export interface ReservationVersion {
  readonly month: string;
  readonly shard: number;
  readonly version: number;
}

/** The month in UTC as it is used in keys: `2026-11`. */
export const monthOf = (at: Instant): string => at.slice(0, 7);

/** The months whose reservations may overlap `[start, end)`, at most two. The longest window can start in a month before. */
export const monthsOf = (start: Instant, end: Instant): readonly string[] => [
  ...new Set([monthOf(plus(start, -longestWindowDays * day)), monthOf(start), monthOf(plus(end, -1))]),
];

/** The ids by which a reservation is found: its CIs, those next to it, and its implementer. */
export const idsOfReservation = (reservation: Reservation): readonly string[] => [
  ...contestedIn(reservation),
  ...reservation.near,
  ...(reservation.implementer === undefined ? [] : [reservation.implementer]),
];
