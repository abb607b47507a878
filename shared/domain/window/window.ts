import { earlier, type Instant } from '../clock.ts';
import { covers, everything, type Mask, union } from './mask.ts';

export const windowModes = ['planned', 'start-confirmed'] as const;
export type WindowMode = (typeof windowModes)[number];
export const windowStates = ['pending', 'in-force', 'over', 'withdrawn'] as const;
export type WindowState = (typeof windowStates)[number];

/** A window has at most 14 days (T6), and starts at most 300 days ahead (W5). */
export const longestWindowDays = 14;
export const furthestStartDays = 300;

/** A time in which the change was on hold; without `to` it still is. */
export interface HoldTime {
  readonly from: Instant;
  readonly to?: Instant | undefined;
}

/** A part of a window's quiet that was ended early, for the named CIs of its mask (W2). */
export interface Lift {
  readonly mask: Mask;
  readonly at: Instant;
  readonly by: string;
  readonly reason?: string | undefined;
}

/**
 * The time `[start, end)` of one change on a fixed set of CIs. Only this row says whether the window is in force (T6): an alert is
 * suppressed at an instant if a stretch of `inForce` has it, and no hold, no withdrawal, no earlier end and no lift of all the named CIs
 * that bring the alert's CI in. All of them are instants, so a question about the past is answered as it would have been then.
 */
export interface Window {
  readonly id: string;
  readonly version: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly change: string;
  /** The number of the change. */
  readonly number: string;
  readonly revision: number;
  readonly mode: WindowMode;
  /** `false` for a plain deployment: conflicts and the gate know the window, and no alert is suppressed (W2). */
  readonly suppress: boolean;
  readonly start: Instant;
  readonly end: Instant;
  /** Digest of the scope that approvers saw. A scope entry with another digest counts for nothing (H1). */
  readonly digest: string;
  /** The named CIs; bit n of every mask is the n-th of them. */
  readonly named: readonly string[];
  /** When quiet was agreed, by revision: added at scheduling (planned) or at the start (start-confirmed); at most 50. */
  readonly inForce: readonly { readonly revision: number; readonly from: Instant; readonly to: Instant }[];
  /** When the vote was given that completed the approvals. Aliases and mapping rules younger than it do not count (W1). */
  readonly agreedAt?: Instant | undefined;
  readonly holds: readonly HoldTime[];
  readonly lifts: readonly Lift[];
  /** When its change was scheduled. From then on the window blocks others and may come into force (T8). */
  readonly scheduledAt?: Instant | undefined;
  readonly startedAt?: Instant | undefined;
  readonly endedAt?: Instant | undefined;
  readonly withdrawnAt?: Instant | undefined;
  /** Whether the event of its beginning was recorded, and that of its end: once each. */
  readonly opened: boolean;
  readonly closed: boolean;
  /** Alerts held under it may still have to be decided (S8). The last release pass that finds none clears it. */
  readonly releaseDue: boolean;
  /** Whether people were told how many alerts were suppressed, recovered and sent (W2). */
  readonly settled: boolean;
}

/** A CI in a window's scope, as a row beside the CI (T6). It only says which window to read. */
export interface ScopeEntry {
  readonly item: string;
  readonly window: string;
  readonly change: string;
  readonly revision: number;
  /** The agreed start. */
  readonly notBefore: Instant;
  /** The latest end of this revision. Past it the row is not read any more. */
  readonly latestEnd: Instant;
  /** Which named CIs bring it in. */
  readonly mask: Mask;
  /** Digest of the approved scope. An entry with another digest counts for nothing (H1). */
  readonly digest: string;
  readonly suppress: boolean;
  /** When the table may remove the row: set once its revision has ended without ever coming into force (T6). */
  readonly expiresAt?: Instant | undefined;
  readonly version: 1;
}

/** When the window's time is over: its agreed end, or the finish before it. */
export const endOf = ({ end, endedAt }: Pick<Window, 'end' | 'endedAt'>): Instant =>
  endedAt !== undefined && endedAt < end ? endedAt : end;

/** When the window's quiet was over for good: at its end, or at the withdrawal before it. */
export const overAt = (window: Pick<Window, 'end' | 'endedAt' | 'withdrawnAt'>): Instant =>
  window.withdrawnAt === undefined ? endOf(window) : earlier(window.withdrawnAt, endOf(window));

/** Whether the window was withdrawn before it came into force: it never suppressed anything. */
export const isUnused = ({ withdrawnAt, inForce }: Pick<Window, 'withdrawnAt' | 'inForce'>): boolean =>
  withdrawnAt !== undefined && inForce.length === 0;

/** When all the named CIs of a mask had been lifted, if they were. */
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

/** The state of a window at an instant, as people see it (W1, W2). */
export const stateOf = (window: Window, now: Instant): WindowState => {
  if (window.withdrawnAt !== undefined && window.withdrawnAt <= now) return 'withdrawn';
  if (isOver(window, now)) return 'over';
  const begin = window.mode === 'planned' ? window.start : window.startedAt;
  return window.scheduledAt !== undefined && begin !== undefined && begin <= now ? 'in-force' : 'pending';
};
