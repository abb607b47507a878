import { day, type Instant, plus } from '../clock.ts';
import { type Interval, intersect, nextFlip, stretchAt, unite } from '../window/intervals.ts';
import { type Quiet, quietOf } from '../window/quiet.ts';
import { longestWindowDays, type ScopeEntry, type Window } from '../window/window.ts';

/** Why an alert is not suppressed. */
export const decisionNotes = ['unknown-ci', 'never-suppressed', 'not-all-cis-covered', 'newer-than-approval'] as const;
export type DecisionNote = (typeof decisionNotes)[number];

/**
 * A CI that an alert is about. `since` is when the alias, asset tag or mapping rule that leads to the CI was added, or when matchers that
 * exempted the alert were removed, whichever is latest (W1). It is absent if the CI is named by its id and not by a monitor. `isPartial`: a required rule of the mapping found nothing, so the alert is
 * about something unknown too, and no window covers it (S7).
 */
export interface ReachedItem {
  readonly id: string;
  readonly since?: Instant | undefined;
  readonly isPartial?: true | undefined;
}

/** When windows suppress the alerts of one CI. */
export interface ItemQuiet {
  readonly item: ReachedItem;
  readonly quiet: readonly Quiet[];
}

/** How far back and ahead windows are read for a decision, in milliseconds (T6). */
export const lookBack = longestWindowDays * day;
export const lookAhead = day;
/** How long clients may cache a suppression decision, in seconds. */
export const maxAgeSeconds = 30;

/** Combines the scope entries of a CI with their windows. An entry counts only if its digest is that of the approved scope. */
export const itemQuiet = (item: ReachedItem, entries: readonly ScopeEntry[], windows: ReadonlyMap<string, Window>): ItemQuiet => ({
  item,
  quiet: entries.flatMap((entry) => {
    const window = windows.get(entry.window);
    return window && window.digest === entry.digest ? quietOf(window, entry) : [];
  }),
});

/** The quiet times that count for this item: those of windows that were approved after the alias and the mapping rule were added (W1). */
export const counting = ({ item, quiet }: ItemQuiet): readonly Quiet[] => (item.isPartial ? [] : since(item, quiet));

const since = (item: ReachedItem, quiet: readonly Quiet[]): readonly Quiet[] =>
  quiet.filter(({ agreedAt }) => item.since === undefined || item.since <= agreedAt);

/**
 * When an alert about these CIs is suppressed: while every one of them is suppressed by at least one window (S7). The intervals are in
 * order and do not overlap.
 */
export const quietTimes = (items: readonly ItemQuiet[]): readonly Interval[] => {
  if (items.length === 0) return [];
  const each = items.map((item) => unite(counting(item)));
  return each.reduce((common, one) => intersect(common, one));
};

/** The windows that suppress the alert at an instant. */
export const restingOn = (items: readonly ItemQuiet[], at: Instant): readonly Quiet[] => {
  const found = items.flatMap((item) => counting(item).filter(({ from, to }) => from <= at && at < to));
  return [...new Map(found.map((quiet) => [quiet.window, quiet])).values()];
};

/** A window that suppresses an alert, and until when it does. */
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
  /** When the answer changes next, as known now; null if that is more than 24 hours ahead. */
  readonly nextTransitionAt: Instant | null;
}

const noteOf = (items: readonly ItemQuiet[], at: Instant): DecisionNote | undefined => {
  const covers = (quiet: readonly Quiet[]) => stretchAt(quiet, at) !== undefined;
  const uncovered = items.filter((item) => !covers(counting(item)));
  if (items.some(({ item, quiet }) => item.isPartial && covers(since(item, quiet)))) return 'not-all-cis-covered';
  if (uncovered.some(({ quiet }) => covers(quiet))) return 'newer-than-approval';
  return items.length > 1 && uncovered.length < items.length ? 'not-all-cis-covered' : undefined;
};

/** Whether an alert about these CIs is suppressed at `at` (S1, S7). An alert without a known CI is not suppressed (S2). */
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
