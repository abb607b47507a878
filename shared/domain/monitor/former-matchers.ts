import { day, type Instant, later, plus } from '../clock.ts';
import { approvalLifeDays } from '../window/window.ts';

/** Matchers that a monitor had in `neverSuppress` until a time. All of them had to match. */
export interface FormerMatchers {
  readonly matchers: readonly string[];
  readonly until: Instant;
}

/** What a monitor keeps of the matchers that were in its `neverSuppress` before. */
export interface MatcherHistory {
  readonly formerNeverSuppress?: readonly FormerMatchers[] | undefined;
  /** Matchers from before this time were too many to keep: no window that was approved earlier suppresses an alert of the monitor. */
  readonly neverSuppressSince?: Instant | undefined;
}

interface MatcherList {
  readonly neverSuppress?: readonly string[] | undefined;
}

/** A window that was approved before the matchers were removed is over by then, and so is the grace period after it. In milliseconds. */
const keptFor = approvalLifeDays * day;
/** How many lists of matchers are kept, and how many bytes of them. */
const mostKept = 20;
const mostBytes = 64 * 1_024;

/** Whether every alert that all of `before` match is also exempt by `next`. An empty list exempts no alert. */
const includes = (next: readonly string[], before: readonly string[]): boolean =>
  before.length === 0 || (next.length > 0 && next.every((matcher) => before.includes(matcher)));

const isEqual = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((matcher, place) => matcher === other[place]);

/** The newest lists, as many as may be kept. */
const fitting = (lists: readonly FormerMatchers[]): readonly FormerMatchers[] => {
  let bytes = 0;
  const firstTooMany = lists.findIndex(({ matchers }, place) => {
    bytes += Buffer.byteLength(JSON.stringify(matchers));
    return place >= mostKept || bytes > mostBytes;
  });
  return firstTooMany === -1 ? lists : lists.slice(0, firstTooMany);
};

/**
 * The history of a monitor's matchers after an edit. An alert that was exempt when a window was approved stays exempt from that window, so
 * that the edit does not let it suppress more than was approved (W1). What the new matchers exempt as well is not kept.
 */
export const matcherHistory = ({ neverSuppress: next = [] }: MatcherList, before: MatcherList & MatcherHistory, now: Instant) => {
  const { neverSuppress: removed = [], formerNeverSuppress: former = [], neverSuppressSince: since } = before;
  const stored = {
    ...(former.length > 0 ? { formerNeverSuppress: former } : {}),
    ...(since === undefined ? {} : { neverSuppressSince: since }),
  };
  if (isEqual(next, removed)) return stored;
  const isNeeded = (until: Instant): boolean => plus(until, keptFor) > now;
  const lists = [{ matchers: removed, until: now }, ...former].filter(
    ({ matchers, until }) => !includes(next, matchers) && isNeeded(until),
  );
  const kept = fitting(lists);
  const lost = [...lists.slice(kept.length).map(({ until }) => until), ...(since !== undefined && isNeeded(since) ? [since] : [])];
  return {
    ...(kept.length > 0 ? { formerNeverSuppress: kept } : {}),
    ...(lost.length > 0 ? { neverSuppressSince: lost.reduce(later) } : {}),
  } satisfies MatcherHistory;
};
