import { day, type Instant, plus } from '../clock.ts';
import { type Interval, intersect, nextFlip, stretchAt, unite } from '../window/intervals.ts';
import { type Quiet, quietOf } from '../window/quiet.ts';
import type { ScopeEntry, Window } from '../window/window.ts';

/** Why an answer is "not suppressed". */
export type DecisionNote = 'unknown-ci' | 'never-suppressed' | 'not-all-cis-covered' | 'newer-than-approval';

/** A CI that an alert is about. `since`: when the alias or rule that leads to it was added (W1); absent where it was named by id. */
export interface ReachedItem {
  readonly id: string;
  readonly since?: Instant | undefined;
}

/** All that is known of one CI's windows around an instant. */
export interface ItemQuiet {
  readonly item: ReachedItem;
  readonly quiet: readonly Quiet[];
}

/** How far ahead and back a decision looks (T6). */
export const lookBack = 14 * day;
export const lookAhead = day;
/** How long an answer may be kept at most, in seconds. */
export const maxAgeSeconds = 30;

/** A CI's quiet from its scope entries and their windows. */
export const itemQuiet = (item: ReachedItem, entries: readonly ScopeEntry[], windows: ReadonlyMap<string, Window>): ItemQuiet => ({
  item,
  quiet: entries.flatMap((entry) => {
    const window = windows.get(entry.window);
    return window && window.digest === entry.digest ? quietOf(window, entry) : [];
  }),
});

/** Quiet that counts for this item: of windows approved when the alias and the rule stood already (W1). */
export const counting = ({ item, quiet }: ItemQuiet): readonly Quiet[] =>
  quiet.filter(({ agreedAt }) => item.since === undefined || item.since <= agreedAt);

/** When an alert about all these CIs is quiet: when every one of them is, under whichever window (S7). United. */
export const quietTimes = (items: readonly ItemQuiet[]): readonly Interval[] => {
  if (items.length === 0) return [];
  const each = items.map((item) => unite(counting(item)));
  return each.reduce((both, one) => intersect(both, one));
};

/** The windows that keep the alert quiet at an instant: of every CI those that count then. */
export const restingOn = (items: readonly ItemQuiet[], at: Instant): readonly Quiet[] => {
  const found = items.flatMap((item) => counting(item).filter(({ from, to }) => from <= at && at < to));
  return [...new Map(found.map((quiet) => [quiet.window, quiet])).values()];
};

export interface Reason {
  readonly window: string;
  readonly change: string;
  readonly revision: number;
  readonly until: Instant;
}

/** The suppression decision (S1). */
export interface SuppressionDecision {
  readonly suppressed: boolean;
  readonly reasons: readonly Reason[];
  readonly note?: DecisionNote;
  /** The next flip as known now, within 24 hours; else null. */
  readonly nextTransitionAt: Instant | null;
}

const noteOf = (items: readonly ItemQuiet[], at: Instant): DecisionNote | undefined => {
  const covers = (quiet: readonly Quiet[]) => stretchAt(quiet, at) !== undefined;
  const uncovered = items.filter((item) => !covers(counting(item)));
  if (uncovered.some(({ quiet }) => covers(quiet))) return 'newer-than-approval';
  return items.length > 1 && uncovered.length < items.length ? 'not-all-cis-covered' : undefined;
};

/**
 * Whether an alert about these CIs is quiet at `at` (S1, S7). In doubt it goes out (S2): no CI is `unknown-ci`.
 */
export const decideSuppression = (items: readonly ItemQuiet[], at: Instant): SuppressionDecision => {
  if (items.length === 0) return { suppressed: false, reasons: [], note: 'unknown-ci', nextTransitionAt: null };
  const times = quietTimes(items);
  const flip = nextFlip(times, at);
  const nextTransitionAt = flip !== undefined && flip <= plus(at, lookAhead) ? flip : null;
  if (stretchAt(times, at)) {
    const reasons = restingOn(items, at).map(({ window, change, revision, to }) => ({ window, change, revision, until: to }));
    return { suppressed: true, reasons, nextTransitionAt };
  }
  const note = noteOf(items, at);
  return { suppressed: false, reasons: [], ...(note ? { note } : {}), nextTransitionAt };
};
