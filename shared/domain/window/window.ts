import { earlier, type Instant } from '../clock.ts';
import { covers, everything, type Mask, union } from './mask.ts';
import { needsConfirmation } from './restore-epoch.ts';

export const windowModes = ['planned', 'start-confirmed'] as const;
export type WindowMode = (typeof windowModes)[number];
export const windowStates = ['pending', 'in-force', 'over', 'withdrawn'] as const;
export type WindowState = (typeof windowStates)[number];

/** The longest window (T6), and how far ahead a window may start (W5), in days. */
export const longestWindowDays = 14;
export const furthestStartDays = 300;

/** A window that was approved this many days ago is over, and so is the grace period after it. */
export const approvalLifeDays = furthestStartDays + longestWindowDays + 1;

/** How often a change may be put on hold. */
export const maxHolds = 50;

/** A time in which the change was on hold. Without `to`, the change is still on hold. */
export interface OnHoldTime {
  readonly from: Instant;
  readonly to?: Instant | undefined;
}

/** Suppression that was ended early for the named CIs in the mask, and for the CIs in scope because of them (W2). */
export interface Lift {
  readonly mask: Mask;
  readonly at: Instant;
  readonly by: string;
  readonly reason?: string | undefined;
}

/**
 * The time `[start, end)` of one change on a fixed set of CIs. Only this row determines whether the window is in force (T6). An alert is
 * suppressed at an instant if an interval of `inForce` contains the instant, the change is not on hold, and the window has not ended, been
 * withdrawn, or been lifted for all the named CIs that bring the alert's CI into scope. All of these are stored as instants, so a query
 * about the past gets the answer that it would have got at that time.
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
  /** `false` for a plain deployment: the window takes part in conflicts and in the deployment gate, but suppresses no alert (W2). */
  readonly suppress: boolean;
  readonly start: Instant;
  readonly end: Instant;
  /**
   * How long a window lasts whose start is not agreed, as a duration. Until it is started, it is in force at no time and reserves nothing,
   * and `start` and `end` say when it may be started.
   */
  readonly length?: string | undefined;
  /** Digest of the scope that approvers saw. Scope entries with another digest are ignored (H1). */
  readonly digest: string;
  /** The named CIs. Bit n of every mask stands for the n-th of them. */
  readonly named: readonly string[];
  /** When the window is in force, by revision. An entry is added at scheduling (planned) or at the start (start-confirmed). */
  readonly inForce: readonly { readonly revision: number; readonly from: Instant; readonly to: Instant }[];
  /** When the vote that completed the approvals was given. Aliases and mapping rules that were added later do not count (W1). */
  readonly agreedAt?: Instant | undefined;
  readonly onHold: readonly OnHoldTime[];
  readonly lifts: readonly Lift[];
  /** When its change was scheduled. From then on, the window blocks other changes and may come into force (T8). */
  readonly scheduledAt?: Instant | undefined;
  /** How often the table had been restored when the window was scheduled, or when it was confirmed after a restore. @default 0 */
  readonly restoreEpoch?: number | undefined;
  readonly startedAt?: Instant | undefined;
  readonly endedAt?: Instant | undefined;
  readonly withdrawnAt?: Instant | undefined;
  /** Whether the events of its start and of its end were recorded. Each is recorded once. */
  readonly opened: boolean;
  readonly closed: boolean;
  /** Whether held alerts may still have to be decided (S8). The last release pass sets it to `false` when it finds none. */
  readonly releaseDue: boolean;
  /** Whether the window is of a change that another tool had closed (I5). It was never in force here, and only agrees downtime. */
  readonly imported?: true | undefined;
  /** Whether people were notified how many alerts were suppressed, recovered and sent (W2). */
  readonly settled: boolean;
}

/** A CI in a window's scope. It is a row in the CI's partition (T6), and it only tells which window to read. */
export interface ScopeEntry {
  readonly item: string;
  readonly window: string;
  readonly change: string;
  readonly revision: number;
  /** The agreed start. */
  readonly notBefore: Instant;
  /** The latest end of this revision. The row is not read after it. */
  readonly latestEnd: Instant;
  /** The named CIs because of which this CI is in scope. */
  readonly mask: Mask;
  /** Digest of the scope. An entry whose digest differs from that of the window is ignored (H1). */
  readonly digest: string;
  readonly suppress: boolean;
  /** Since when the row may expire. It is set after the revision has ended without ever being in force (T6). */
  readonly unusedSince?: Instant | undefined;
  readonly version: 1;
}

/**
 * A service that loses service while the work of a window lasts, as its approvers saw it. Agreed downtime counts for exactly these services
 * (L2). It is a row in the partition of the service, and it only tells which window to read.
 */
export interface ServiceWindow {
  readonly service: string;
  readonly window: string;
  readonly change: string;
  readonly revision: number;
  /** The agreed start. */
  readonly start: Instant;
  /** The agreed end of this revision. */
  readonly end: Instant;
  /** Digest of the scope. A row whose digest differs from that of the window counts for nothing (H1). */
  readonly digest: string;
  readonly version: 1;
}

/** When the window ends: at its agreed end, or when the change is finished before that. */
export const endOf = ({ end, endedAt }: Pick<Window, 'end' | 'endedAt'>): Instant =>
  endedAt !== undefined && endedAt < end ? endedAt : end;

/** When the window can no longer suppress alerts: at its end, or when it is withdrawn before that. */
export const overAt = (window: Pick<Window, 'end' | 'endedAt' | 'withdrawnAt'>): Instant =>
  window.withdrawnAt === undefined ? endOf(window) : earlier(window.withdrawnAt, endOf(window));

/** Whether the window was withdrawn before it came into force: it never suppressed anything. */
export const isUnused = ({ withdrawnAt, inForce }: Pick<Window, 'withdrawnAt' | 'inForce'>): boolean =>
  withdrawnAt !== undefined && inForce.length === 0;

/** Whether the window was in force at some time, and some of its alerts may still have to be decided. */
export const isUnsettled = ({ suppress, settled, inForce }: Pick<Window, 'suppress' | 'settled' | 'inForce'>): boolean =>
  suppress && !settled && inForce.length > 0;

/** The named CIs for which the window has been lifted. */
export const liftedMask = ({ lifts }: Pick<Window, 'lifts'>): Mask => lifts.reduce((mask, lift) => union(mask, lift.mask), 0);

/** When the window had been lifted for all the named CIs in a mask, or `undefined` if it has not. */
export const liftedAt = ({ lifts }: Pick<Window, 'lifts'>, mask: Mask): Instant | undefined => {
  let lifted: Mask = 0;
  for (const lift of lifts.toSorted((one, other) => (one.at < other.at ? -1 : 1))) {
    lifted = union(lifted, lift.mask);
    if (covers(lifted, mask)) return lift.at;
  }
  return undefined;
};

const isOver = (window: Window, now: Instant): boolean => {
  if (window.imported) return true;
  const lifted = liftedAt(window, everything(window.named.length));
  return now >= endOf(window) || (lifted !== undefined && lifted <= now);
};

/** The state of a window at an instant, as the API shows it (W1, W2). A window that needs confirmation is not in force. */
export const stateOf = (window: Window, now: Instant, restoreEpoch: number): WindowState => {
  if (window.withdrawnAt !== undefined && window.withdrawnAt <= now) return 'withdrawn';
  if (isOver(window, now)) return 'over';
  if (needsConfirmation(window, restoreEpoch)) return 'pending';
  const begin = window.mode === 'planned' ? window.start : window.startedAt;
  return window.scheduledAt !== undefined && begin !== undefined && begin <= now ? 'in-force' : 'pending';
};
