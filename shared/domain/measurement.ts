import { type Instant, millis, second } from './clock.ts';

/** Delays in seconds that operators must hear of. Each function reports only those that it has measured. */
export interface Measurements {
  /** The age of the oldest delivery that its receiver has not accepted. */
  readonly unsentSeconds?: number;
  /** The age of the oldest event that is not published. */
  readonly pendingSeconds?: number;
  /** How long a window has been over, with its grace period, without all its alerts being decided. */
  readonly heldSeconds?: number;
  /** How long the oldest due work had been waiting when the sweep began with it. */
  readonly lagSeconds?: number;
}

/** Reports measurements, so that alarms can watch them. `of`: whose they are, for those who look for the cause. */
export type ReportMeasurements = (measurements: Measurements, of?: { readonly monitor: string }) => void;

/** Whole seconds from an instant until now. Zero if there is no instant, or if it lies ahead. */
export const secondsSince = (instant: Instant | undefined, now: Instant): number =>
  instant === undefined ? 0 : Math.max(0, Math.floor((millis(now) - millis(instant)) / second));
