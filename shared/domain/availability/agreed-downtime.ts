import { type Interval, intersect, subtract, unite } from '../window/intervals.ts';

/** Why a window excludes nothing. */
export type WindowRefusal = 'emergency' | 'short-notice' | 'not-started';

/** The window of a change for a service that its approvers saw as losing service, in milliseconds. */
export interface AgreedWindow extends Interval<number> {
  readonly id: string;
  readonly change: string;
  /** How much downtime was agreed, in milliseconds. */
  readonly length: number;
  /** When the agreed minutes ended, if that was before the end of the window: the work was finished, or it failed. */
  readonly endedAt?: number | undefined;
  /** Whether the work failed at that time. */
  readonly isFailed?: boolean | undefined;
  /** When its change was on hold, up to the end of the window if it still is. */
  readonly onHold?: readonly Interval<number>[] | undefined;
  /** Whether nobody has started its work, and no downtime is agreed before somebody does. */
  readonly isWaiting?: boolean | undefined;
  /** Why it excludes nothing, if it does not. */
  readonly refusal?: WindowRefusal | undefined;
}

/** Agreed downtime that a window has used. */
export interface UsedDowntime extends Interval<number> {
  readonly window: AgreedWindow;
}

/** When the agreed minutes of a window are over. */
export const agreedEndOf = ({ from, to, endedAt = to }: AgreedWindow): number => Math.max(from, Math.min(to, endedAt));

/** From the beginning of a window to the end of its agreed minutes. */
const agreedSpan = (window: AgreedWindow): Interval<number> => ({ from: window.from, to: agreedEndOf(window) });

/** The times in which the work on a window may take the service down: not while its change is on hold. In order. */
export const workTimesOf = (window: AgreedWindow): readonly Interval<number>[] => subtract([agreedSpan(window)], window.onHold ?? []);

export const lengthOfAll = (intervals: readonly Interval<number>[]): number => intervals.reduce((sum, { from, to }) => sum + to - from, 0);

/** The first milliseconds of a time, as many as are left. */
const firstOf = (intervals: readonly Interval<number>[], length: number): readonly Interval<number>[] => {
  let left = length;
  return intervals.flatMap(({ from, to }) => {
    const taken = Math.min(left, to - from);
    left -= taken;
    return taken > 0 ? [{ from, to: from + taken }] : [];
  });
};

/** In which time a service was down, and in which it is served. Both are in order. */
export interface DownTimes {
  /** Each outage from its beginning to its end. Times that touch are one outage. */
  readonly down: readonly Interval<number>[];
  readonly serviceTime: readonly Interval<number>[];
}

/** What the work before this one has made of the time: what it used, and where it covered time that is not service time. */
interface Excuses {
  readonly used: readonly UsedDowntime[];
  readonly outside: readonly Interval<number>[];
}

/**
 * Whether the downtime before work begins belongs to work on the service as well: all of it is agreed downtime of earlier work, or lies in it
 * and outside service time. Any other outage that began before the work stays unplanned until it ends (L2).
 */
const isExcused = (outage: Interval<number>, work: Interval<number>, { used, outside }: Excuses): boolean =>
  outage.from >= work.from || subtract([{ from: outage.from, to: work.from }], [...used, ...outside]).length === 0;

/** The windows in the order in which they use downtime: by their start. */
export const inOrder = (windows: readonly AgreedWindow[]): readonly AgreedWindow[] =>
  windows.toSorted((one, other) => one.from - other.from || (one.id < other.id ? -1 : 1));

/** The work times of windows in the order in which they use downtime: by their start. */
const worksInOrder = (windows: readonly AgreedWindow[]): readonly UsedDowntime[] =>
  inOrder(windows)
    .flatMap((window) => workTimesOf(window).map((time) => ({ ...time, window })))
    .toSorted((one, other) => one.from - other.from);

/**
 * The agreed downtime that each window has used (L2): downtime inside service time, inside the window and up to the agreed length. The first
 * minutes count first, and no minute counts for two windows. After a hold, a window counts as one that begins then, with the length that is
 * left.
 */
export const usedDowntime = (windows: readonly AgreedWindow[], { down, serviceTime }: DownTimes): readonly UsedDowntime[] => {
  const used: UsedDowntime[] = [];
  const outside: Interval<number>[] = [];
  for (const { window, ...work } of worksInOrder(windows.filter(({ refusal }) => refusal === undefined))) {
    const overlapping = down.filter(({ from, to }) => from < work.to && to > work.from);
    const possible = overlapping.filter((outage) => isExcused(outage, work, { used, outside }));
    const free = subtract(intersect(intersect(possible, [work]), serviceTime), used);
    const spent = lengthOfAll(used.filter((each) => each.window === window));
    used.push(...firstOf(free, window.length - spent).map((interval) => ({ ...interval, window })));
    outside.push(...subtract([work], serviceTime));
  }
  return used.toSorted((one, other) => one.from - other.from);
};

/** Whether a window may still agree downtime: it is not over, and what it lacks at most is that the work has not been started yet. */
const mayStillAgree = (window: AgreedWindow, now: number): boolean =>
  agreedEndOf(window) > now && (window.refusal === undefined || window.refusal === 'not-started');

/**
 * The most downtime that windows can still use in a span, such as the rest of a month, if everything that they agree happens: inside service
 * time, up to the agreed length less what they used before, and no minute for two windows. A change that is on hold may be resumed at any
 * time, so its window counts from the beginning of the span on.
 */
export const plannedDowntime = (
  windows: readonly AgreedWindow[],
  span: Interval<number>,
  { serviceTime, used }: { readonly serviceTime: readonly Interval<number>[]; readonly used: readonly UsedDowntime[] },
): readonly Interval<number>[] => {
  const planned: Interval<number>[] = [];
  for (const window of inOrder(windows).filter((each) => mayStillAgree(each, span.from))) {
    const spent = lengthOfAll(used.filter((each) => each.window.id === window.id));
    const possible = intersect(intersect([agreedSpan(window)], [span]), serviceTime);
    planned.push(...firstOf(subtract(possible, planned), window.length - spent));
  }
  return planned;
};

/** The time of `UsedDowntime`, whichever window used it. */
export const timeOf = (used: readonly UsedDowntime[]): readonly Interval<number>[] => unite(used.map(({ from, to }) => ({ from, to })));
