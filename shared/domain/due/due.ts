import { type Clock, type Ids, type Instant, later } from '../clock.ts';
import type { Write } from '../store.ts';

/** Duties of the sweep (T9): move a change on, look after its workflow, decide a window's held alerts, queue a delivery. */
export const duties = ['advance', 'workflow', 'release', 'deliver'] as const;
export type Duty = (typeof duties)[number];

export const lanes = ['minute', 'alerts'] as const;

/**
 * What is due at a time, written with what it reminds of (T9). `alerts` rows are apart, so that no transaction mixes episodes with
 * rows of other kinds (T4).
 */
export interface Due {
  readonly id: string;
  readonly lane: (typeof lanes)[number];
  readonly at: Instant;
  readonly duty: Duty;
  readonly subject: string;
  readonly version: 1;
}

export interface DueRepository {
  save(due: Due): Write;
  remove(due: Due): Write;
  /** Rows of one hour up to an instant, soonest first. */
  of(lane: Due['lane'], hour: string, until: Instant, limit: number): Promise<readonly Due[]>;
  /** The hour that the sweep has to look at first, and its advance. */
  cursor(lane: Due['lane']): Promise<{ readonly hour: string; readonly version: number } | undefined>;
  moveCursor(lane: Due['lane'], hour: string, version: number): Write;
}

/** The hour's name in keys: `2026-11-24T02`. */
export const hourOf = (at: Instant): string => at.slice(0, 13);

/** Something due at a time, never in an hour before the writer's (T9). */
export const newDue =
  ({ clock, ids }: { readonly clock: Clock; readonly ids: Ids }) =>
  (duty: Duty, subject: string, at: Instant): Due => ({
    id: ids.next(),
    lane: duty === 'deliver' ? 'alerts' : 'minute',
    at: later(at, clock.now()),
    duty,
    subject,
    version: 1,
  });
