import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { lazily, type Shape } from '../lazily.ts';
import { Id, resourceFields, StoredTime } from '../values.ts';
import { covers, everything, type Mask, union } from './mask.ts';

export const windowModes = ['planned', 'start-confirmed'] as const;
export const windowStates = ['pending', 'in-force', 'over', 'withdrawn'] as const;
export type WindowState = (typeof windowStates)[number];

/** A window is 14 days long at most (T6), and starts at most 300 days ahead (W5). */
export const longestWindowDays = 14;
export const furthestStartDays = 300;

const stretch = () => z.strictObject({ from: StoredTime(), to: StoredTime().optional() });

/**
 * The time `[start, end)` of one change on a fixed set of CIs. This row alone says whether the window is in force (T6): quiet at t needs
 * a stretch of `inForce`, no hold, no withdrawal, no end before t, and no lift of all named CIs that bring the CI in. All are instants,
 * so past times answer as they were.
 */
export const Window = lazily(() =>
  z.strictObject({
    ...resourceFields(),
    change: Id(),
    number: z.string(),
    revision: z.int().min(1),
    mode: z.enum(windowModes),
    /** `false`: a plain deployment: conflicts and the gate, no quiet (W2). */
    suppress: z.boolean(),
    start: StoredTime(),
    end: StoredTime(),
    /** Of the scope that approvers approved: an entry of another digest counts for nothing (H1). */
    digest: z.string(),
    /** The named CIs; bit n of every mask is the n-th. */
    named: z.array(Id()).min(1).max(50),
    /** When quiet was agreed, by revision: appended at scheduling (planned) or at the start (start-confirmed); at most 50. */
    inForce: z.array(z.strictObject({ revision: z.int().min(1), from: StoredTime(), to: StoredTime() })).max(50),
    /** The instant of the vote that completed the quorum: aliases and mapping rules younger than it do not count (W1). */
    agreedAt: StoredTime().optional(),
    holds: z.array(stretch()).max(50),
    lifts: z.array(z.strictObject({ mask: z.int().min(1), at: StoredTime(), by: z.string(), reason: z.string().optional() })).max(60),
    /** When its change was scheduled: from then on it blocks others and may come into force (T8). */
    scheduledAt: StoredTime().optional(),
    startedAt: StoredTime().optional(),
    endedAt: StoredTime().optional(),
    withdrawnAt: StoredTime().optional(),
    /** Its beginning and its end were announced as events, once each. */
    opened: z.boolean(),
    closed: z.boolean(),
    /** Alerts held under it may still have to be decided (S8): cleared by the last pass that finds none. */
    releaseDue: z.boolean(),
    /** People were told how many alerts were quiet, recovered and sent (W2). */
    settled: z.boolean(),
  }),
);
export type Window = Shape<typeof Window>;

/** A CI in a window's scope, as it lies with the CI (T6): it only says where to look. */
export const ScopeEntry = lazily(() =>
  z.strictObject({
    item: Id(),
    window: Id(),
    change: Id(),
    revision: z.int().min(1),
    /** The agreed start. */
    notBefore: StoredTime(),
    /** The latest end of this revision: past it the row is dropped unread. */
    latestEnd: StoredTime(),
    /** Which named CIs bring it in. */
    mask: z.int().min(1),
    /** Of the scope that was approved; an entry of another digest counts for nothing (H1). */
    digest: z.string(),
    suppress: z.boolean(),
    /** When the table may remove the row: set once its revision has ended without ever coming into force (T6). */
    expiresAt: StoredTime().optional(),
    version: z.literal(1),
  }),
);
export type ScopeEntry = Shape<typeof ScopeEntry>;

/** When the window's time is over: its agreed end, or the earlier one of a finish. */
export const endOf = ({ end, endedAt }: Pick<Window, 'end' | 'endedAt'>): Instant =>
  endedAt !== undefined && endedAt < end ? endedAt : end;

/** When the named CIs of a mask had all been lifted, if they were. */
export const liftedAt = ({ lifts }: Pick<Window, 'lifts'>, mask: Mask): Instant | undefined => {
  let lifted: Mask = 0;
  for (const lift of lifts.toSorted((one, other) => (one.at < other.at ? -1 : 1))) {
    lifted = union(lifted, lift.mask);
    if (covers(lifted, mask)) return lift.at;
  }
  return undefined;
};

const isOver = (window: Window, now: Instant): boolean => {
  const lifted = liftedAt(window, everything(window.named.length));
  return now >= endOf(window) || (lifted !== undefined && lifted <= now);
};

/** What people see of a window's life at an instant (W1, W2). */
export const stateOf = (window: Window, now: Instant): WindowState => {
  if (window.withdrawnAt !== undefined && window.withdrawnAt <= now) return 'withdrawn';
  if (isOver(window, now)) return 'over';
  const begin = window.mode === 'planned' ? window.start : window.startedAt;
  return window.scheduledAt !== undefined && begin !== undefined && begin <= now ? 'in-force' : 'pending';
};
