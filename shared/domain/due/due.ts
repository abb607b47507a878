import { type Clock, type Ids, type Instant, later } from '../clock.ts';
import type { Write } from '../store.ts';

/**
 * What the sweep does when a row is due (T9): move a change on, check its workflow, decide a window's held alerts, queue a delivery, and
 * let the rows of an unused scope expire.
 */
export const duties = ['advance', 'workflow', 'release', 'deliver', 'expire-scope'] as const;
export type Duty = (typeof duties)[number];

/**
 * The lists that the sweep works through, in this order (T9). `minute` is punctual. `alerts` is a list of its own, so that no transaction
 * mixes episodes with rows of other kinds (T4). `day` has work that can wait, and comes last.
 */
export const lanes = ['minute', 'alerts', 'day'] as const;
export type Lane = (typeof lanes)[number];

const laneOf: Readonly<Record<Duty, Lane>> = {
  advance: 'minute',
  workflow: 'minute',
  release: 'minute',
  deliver: 'alerts',
  'expire-scope': 'day',
};

/** Something that is due at a time, written in the same transaction as what it is about (T9). */
export interface Due {
  readonly id: string;
  readonly lane: Lane;
  readonly at: Instant;
  readonly duty: Duty;
  readonly subject: string;
  readonly version: 1;
}

export interface DueRepository {
  save(due: Due): Write;
  remove(due: Due): Write;
  /** Rows of one hour up to an instant, soonest first. */
  of(lane: Lane, hour: string, until: Instant, limit: number): Promise<readonly Due[]>;
  /** The hour that the sweep has to look at first, and its advance. */
  cursor(lane: Lane): Promise<{ readonly hour: string; readonly version: number } | undefined>;
  moveCursor(lane: Lane, hour: string, version: number): Write;
}

/** The hour's name in keys: `2026-11-24T02`. */
export const hourOf = (at: Instant): string => at.slice(0, 13);

/** Something due at a time, never in an hour before the writer's (T9). */
export const newDue =
  ({ clock, ids }: { readonly clock: Clock; readonly ids: Ids }) =>
  (duty: Duty, subject: string, at: Instant): Due => ({
    id: ids.next(),
    lane: laneOf[duty],
    at: later(at, clock.now()),
    duty,
    subject,
    version: 1,
  });
