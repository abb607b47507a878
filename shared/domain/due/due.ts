import { type Clock, type Ids, type Instant, later } from '../clock.ts';
import type { Write } from '../store.ts';

/**
 * What the sweep does when a row is due (T9): advance a change to its next status, check its workflow, decide a window's held alerts, queue
 * a delivery, set the expiry of the rows of an unused scope, release what is held under windows that need confirmation after a restore, decide
 * again what a monitor holds that was edited, report that an asset should have come back, free the seats of a holder or a license that is gone,
 * look whether a license is over-used, remind people of a date, raise the changes of a patch schedule, remind approvers of a decision that is
 * missing, put on hold the changes that depend on what failed, have several requests to an approver mailed together, record the outages that an
 * alert or the failure of a change is, or look whether a service comes near the breach of its agreement because of an outage, because a window agreed
 * less than it seemed to, or because of new terms.
 */
export const duties = [
  'advance',
  'workflow',
  'release',
  'deliver',
  'expire-scope',
  'restore',
  'reconsider',
  'overdue',
  'free-seats',
  'license',
  'remind',
  'raise',
  'prompt',
  'hold-dependants',
  'digest',
  'alert-outage',
  'change-outage',
  'breach',
  'window-breach',
  'terms-breach',
] as const;
export type Duty = (typeof duties)[number];

/**
 * The lists that the sweep processes (T9). `minute` is for work that is due to the minute. `alerts` and `outages` are written with episodes and are
 * separate, so that no transaction contains both episodes and other kinds of rows (T4). `outages` comes after `alerts`, so that many outages at
 * once delay neither alerts nor windows. `day` is for work that can wait.
 */
export const lanes = ['minute', 'alerts', 'outages', 'day'] as const;
export type Lane = (typeof lanes)[number];

const laneOf: Readonly<Record<Duty, Lane>> = {
  advance: 'minute',
  workflow: 'minute',
  release: 'minute',
  deliver: 'alerts',
  'expire-scope': 'day',
  restore: 'minute',
  reconsider: 'minute',
  overdue: 'day',
  'free-seats': 'day',
  license: 'day',
  remind: 'day',
  raise: 'minute',
  prompt: 'minute',
  'hold-dependants': 'minute',
  digest: 'minute',
  'alert-outage': 'outages',
  'change-outage': 'minute',
  breach: 'minute',
  'window-breach': 'minute',
  'terms-breach': 'minute',
};

/** Work that is due at a time. It is written in the same transaction as the row that it is about (T9). */
export interface Due {
  readonly id: string;
  readonly lane: Lane;
  readonly at: Instant;
  readonly duty: Duty;
  readonly subject: string;
  readonly version: 1;
}

/** The restore epoch for which the sweep has created its duty. */
export interface NoticedRestore {
  readonly epoch: number;
  readonly version: number;
}

export interface DueRepository {
  save(due: Due): Write;
  remove(due: Due): Write;
  /** Rows of one hour that are due at or before `until`, earliest first. */
  of(lane: Lane, hour: string, until: Instant, limit: number): Promise<readonly Due[]>;
  /** The hour at which the sweep continues, and its version. */
  cursor(lane: Lane): Promise<{ readonly hour: string; readonly version: number } | undefined>;
  moveCursor(lane: Lane, hour: string, version: number): Write;
  /** The last restore of the table that the sweep has noticed. */
  noticedRestore(): Promise<NoticedRestore | undefined>;
  saveNoticedRestore(restore: NoticedRestore): Write;
}

/** The hour in UTC as it is used in keys: `2026-11-24T02`. */
export const hourOf = (at: Instant): string => at.slice(0, 13);

/** Creates a due row. A time in the past becomes the current time, because the sweep may be past that hour (T9). */
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
