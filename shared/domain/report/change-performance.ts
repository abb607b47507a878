import type { Change } from '../change/change.ts';
import { isFailure } from '../change/outcomes.ts';
import { millis } from '../clock.ts';
import { durationMillis, isoDuration } from '../values.ts';

/** By what the report on changes is grouped: the services that depend on the items of a change, or the teams that own the items. */
export const performanceGroups = ['service', 'team'] as const;
export type PerformanceGroup = (typeof performanceGroups)[number];

/** The median and the 90th percentile of durations (ISO 8601). Null if there are none. */
export interface Percentiles {
  readonly p50: string | null;
  readonly p90: string | null;
}

/** The figures of the changes of one group whose work was finished in a period (H9). Rates are fractions, null without a change. */
export interface ChangePerformance {
  readonly changes: number;
  readonly leadTime: Percentiles;
  readonly approvalTime: Percentiles;
  readonly plannedDowntime: string;
  readonly actualDowntime: string;
  readonly overruns: number;
  readonly successRate: number | null;
  readonly changeFailureRate: number | null;
  readonly emergency: number;
  readonly unauthorized: number;
}

const between = (from: string | undefined, to: string | undefined): number | undefined =>
  from === undefined || to === undefined ? undefined : Math.max(0, millis(to) - millis(from));

/** By the nearest rank: the least value that is not smaller than this part of all values. */
const percentile = (sorted: readonly number[], part: number): string | null => {
  const value = sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
  return value === undefined ? null : isoDuration(value);
};

const percentiles = (values: readonly (number | undefined)[]): Percentiles => {
  const sorted = values.filter((value) => value !== undefined).toSorted((one, other) => one - other);
  return { p50: percentile(sorted, 0.5), p90: percentile(sorted, 0.9) };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The downtime that was agreed for a change: by default the whole window. */
const planned = ({ window }: Change): number => {
  if (!window) return 0;
  return window.agreedDowntime === undefined ? (between(window.start, window.end) ?? 0) : durationMillis(window.agreedDowntime);
};

/** How long the work took. A change without agreed downtime took nothing down. */
const actual = (change: Change): number => (planned(change) === 0 ? 0 : (between(change.actualStart, change.actualEnd) ?? 0));

const rateOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** The figures of changes that are finished, and of as many unauthorized changes. */
export const performanceOf = (changes: readonly Change[], unauthorized: number): ChangePerformance => {
  const successful = changes.filter(({ outcomes }) => outcomes.every(({ outcome }) => outcome === 'successful'));
  const failed = changes.filter(({ outcomes }) => outcomes.some(isFailure));
  return {
    changes: changes.length,
    // When a change was requested that another tool had closed is not known.
    leadTime: percentiles(changes.map(({ createdAt, finishedAt, imported }) => (imported ? undefined : between(createdAt, finishedAt)))),
    approvalTime: percentiles(changes.map(({ submittedAt, agreedAt }) => between(submittedAt, agreedAt))),
    plannedDowntime: isoDuration(sum(changes.map(planned))),
    actualDowntime: isoDuration(sum(changes.map(actual))),
    overruns: changes.filter(({ overrun }) => overrun).length,
    successRate: rateOf(successful.length, changes.length),
    changeFailureRate: rateOf(failed.length, changes.length),
    emergency: changes.filter(({ type }) => type === 'emergency').length,
    unauthorized,
  };
};
