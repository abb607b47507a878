import type { Change } from '../change/change.ts';
import { isFailure } from '../change/outcomes.ts';
import { millis } from '../clock.ts';
import { durationMillis, isoDuration } from '../values.ts';

/** The median and the 90th percentile of durations (ISO 8601), and of how many. Null if there are none. */
interface Percentiles {
  readonly p50: string | null;
  readonly p90: string | null;
  readonly samples: number;
}

/** The figures of the changes of one group whose work was finished in a period (H9). Rates are fractions, null without a change. */
interface ChangePerformance {
  readonly changes: number;
  readonly leadTime: Percentiles;
  readonly approvalTime: Percentiles;
  readonly plannedDowntime: string;
  readonly actualDowntime: string;
  /** How many changes with agreed downtime there were, and of how many of them the times of the work are known. */
  readonly downtimeSamples: { readonly planned: number; readonly actual: number };
  readonly overruns: number;
  readonly successRate: number | null;
  readonly changeFailureRate: number | null;
  readonly emergency: number;
  readonly unauthorized: number;
}

/** What changes add up to: counts, and durations in milliseconds, in no order. From any number of these, figures can be made. */
export interface PerformanceSum {
  readonly changes: number;
  readonly successful: number;
  readonly failed: number;
  readonly overruns: number;
  readonly emergency: number;
  readonly unauthorized: number;
  readonly leadTimes: readonly number[];
  readonly approvalTimes: readonly number[];
  readonly plannedDowntimes: readonly number[];
  readonly actualDowntimes: readonly number[];
}

const between = (from: string | undefined, to: string | undefined): number | undefined =>
  from === undefined || to === undefined ? undefined : Math.max(0, millis(to) - millis(from));

/** The downtime that was agreed for a change: by default the whole window. Undefined if it agreed none, as an emergency does (L2). */
const planned = ({ type, window }: Change): number | undefined => {
  if (!window || type === 'emergency') return undefined;
  const length = window.agreedDowntime === undefined ? between(window.start, window.end) : durationMillis(window.agreedDowntime);
  return length === 0 ? undefined : length;
};

/**
 * How long the work took. A change without agreed downtime took nothing down. When the work of a change began that another tool had closed is not
 * known: its `actualStart` is that of its window.
 */
const actual = (change: Change): number | undefined =>
  change.imported || planned(change) === undefined ? undefined : between(change.actualStart, change.actualEnd);

const known = (values: readonly (number | undefined)[]): readonly number[] => values.filter((value) => value !== undefined);

/** What finished changes, and as many unauthorized changes, add up to. */
export const performanceOf = (changes: readonly Change[], unauthorized = 0): PerformanceSum => ({
  changes: changes.length,
  successful: changes.filter(({ outcomes }) => outcomes.every(({ outcome }) => outcome === 'successful')).length,
  failed: changes.filter(({ outcomes }) => outcomes.some(isFailure)).length,
  overruns: changes.filter(({ overrun }) => overrun).length,
  emergency: changes.filter(({ type }) => type === 'emergency').length,
  unauthorized,
  // When a change was requested that another tool had closed is not known.
  leadTimes: known(changes.map(({ createdAt, finishedAt, imported }) => (imported ? undefined : between(createdAt, finishedAt)))),
  approvalTimes: known(changes.map(({ submittedAt, agreedAt }) => between(submittedAt, agreedAt))),
  plannedDowntimes: known(changes.map(planned)),
  actualDowntimes: known(changes.map(actual)),
});

/** What two of these add up to. */
export const performanceSum = (one: PerformanceSum, other: PerformanceSum): PerformanceSum => ({
  changes: one.changes + other.changes,
  successful: one.successful + other.successful,
  failed: one.failed + other.failed,
  overruns: one.overruns + other.overruns,
  emergency: one.emergency + other.emergency,
  unauthorized: one.unauthorized + other.unauthorized,
  leadTimes: [...one.leadTimes, ...other.leadTimes],
  approvalTimes: [...one.approvalTimes, ...other.approvalTimes],
  plannedDowntimes: [...one.plannedDowntimes, ...other.plannedDowntimes],
  actualDowntimes: [...one.actualDowntimes, ...other.actualDowntimes],
});

/** By the nearest rank: the least value that is not smaller than this part of all values. */
const percentile = (sorted: readonly number[], part: number): string | null => {
  const value = sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
  return value === undefined ? null : isoDuration(value);
};

const percentiles = (values: readonly number[]): Percentiles => {
  const sorted = values.toSorted((one, other) => one - other);
  return { p50: percentile(sorted, 0.5), p90: percentile(sorted, 0.9), samples: sorted.length };
};

const lengthOf = (values: readonly number[]): string => isoDuration(values.reduce((total, value) => total + value, 0));

const rateOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** The figures that a sum comes to. */
export const performanceFigures = (sum: PerformanceSum): ChangePerformance => ({
  changes: sum.changes,
  leadTime: percentiles(sum.leadTimes),
  approvalTime: percentiles(sum.approvalTimes),
  plannedDowntime: lengthOf(sum.plannedDowntimes),
  actualDowntime: lengthOf(sum.actualDowntimes),
  downtimeSamples: { planned: sum.plannedDowntimes.length, actual: sum.actualDowntimes.length },
  overruns: sum.overruns,
  successRate: rateOf(sum.successful, sum.changes),
  changeFailureRate: rateOf(sum.failed, sum.changes),
  emergency: sum.emergency,
  unauthorized: sum.unauthorized,
});
