import * as z from 'zod';
import { day, type Instant, plus } from './clock.ts';
import { lazily } from './lazily.ts';

/**
 * What expires, by the setting that says after how many days. Everything that is not listed is kept for ever, because finance, an audit or
 * an agreement rests on it, or because it is removed with what it belongs to.
 *
 * - `episodes`: alerts that are over, and which windows held them
 * - `deliveries`: messages to receivers that are sent or given up
 * - `closed`: the last closed episode of an alert, which tells a repeated recovery from an unknown one
 * - `scope`: entries that lead from a CI to a window that never came into force
 * - `mails`: which mails were sent, and whether they bounced
 * - `codes`: how many codes a person was mailed for a change
 * - `unmapped`: alerts that led to no CI
 */
export const retentionKinds = ['episodes', 'deliveries', 'closed', 'scope', 'mails', 'codes', 'unmapped'] as const;
export type RetentionKind = (typeof retentionKinds)[number];
export type RetentionDays = Readonly<Record<RetentionKind, number>>;

/** More than a year, so that a year can be compared with the one before. */
const aYearAndAMonth = 400;

export const defaultRetentionDays: RetentionDays = {
  episodes: aYearAndAMonth,
  deliveries: 90,
  closed: 90,
  scope: 1,
  mails: aYearAndAMonth,
  codes: aYearAndAMonth,
  unmapped: 30,
};

/** The shortest retention of each kind in days, and why it cannot be shorter. */
export const shortestRetention: Readonly<Record<RetentionKind, { readonly days: number; readonly because: string }>> = {
  episodes: { days: 45, because: 'a window, its grace period and the tries of a delivery must be over' },
  deliveries: { days: 18, because: 'a delivery stays in the dead-letter queue for 14 days, and may be sent again from there' },
  closed: { days: 15, because: 'a monitor may repeat a recovery after a window of 14 days' },
  scope: { days: 1, because: 'a request that has read an entry may still be running' },
  mails: { days: 91, because: 'events can be replayed for 90 days, and a mail must not be sent again then' },
  codes: { days: 15, because: 'the limit of codes for a change must hold until its approval ends' },
  unmapped: { days: 1, because: 'somebody has to see them' },
};

/** The retention of each kind, in days. */
export const RetentionDays = lazily(() =>
  z.strictObject({
    episodes: z.int().min(1),
    deliveries: z.int().min(1),
    closed: z.int().min(1),
    scope: z.int().min(1),
    mails: z.int().min(1),
    codes: z.int().min(1),
    unmapped: z.int().min(1),
  }),
);

/** When something that is over since then expires. */
export const expiryOf = (kind: RetentionKind, since: Instant, days: RetentionDays): Instant => plus(since, days[kind] * day);
