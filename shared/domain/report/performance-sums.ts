import * as z from 'zod';
import { lazily } from '../lazily.ts';
import { type PerformanceSum, performanceSum } from './change-performance.ts';

/** What changes add up to by group. What belongs to no group is under `ungrouped`. */
export type PerformanceSums = ReadonlyMap<string, PerformanceSum>;

/** The sums of no change. */
export const noPerformance: PerformanceSums = new Map();

/** The name of the group of what belongs to none. It sorts behind all ids. */
export const ungrouped = '~';

/** The sums with those of more changes added: what counts in several groups counts in each of them. */
export const withPerformance = <Each>(
  sums: PerformanceSums,
  more: readonly Each[],
  groupsOf: (one: Each) => readonly string[],
  sumOf: (each: readonly Each[]) => PerformanceSum,
): PerformanceSums => {
  const byGroup = new Map<string, Each[]>();
  for (const one of more) {
    const found = groupsOf(one);
    for (const group of found.length === 0 ? [ungrouped] : found) byGroup.set(group, [...(byGroup.get(group) ?? []), one]);
  }
  const next = new Map(sums);
  for (const [group, each] of byGroup) {
    const before = next.get(group);
    next.set(group, before ? performanceSum(before, sumOf(each)) : sumOf(each));
  }
  return next;
};

/** The groups in the order of a report. */
export const groupsInOrder = (sums: PerformanceSums): readonly (readonly [group: string, sum: PerformanceSum])[] =>
  [...sums].toSorted(([one], [other]) => (one < other ? -1 : 1));

const Durations = () => z.array(z.number());

const WrittenSum = () =>
  z.object({
    ...{ changes: z.int(), successful: z.int(), failed: z.int(), overruns: z.int(), emergency: z.int(), unauthorized: z.int() },
    ...{ leadTimes: Durations(), approvalTimes: Durations(), plannedDowntimes: Durations(), actualDowntimes: Durations() },
  });

const WrittenSums = lazily(() => z.array(z.tuple([z.string(), WrittenSum()])));

/** Sums as a text, to go on with later. */
export const writtenPerformance = (sums: PerformanceSums): string => JSON.stringify([...sums]);

/** The sums that `writtenPerformance` has written. */
export const readPerformance = (text: string): PerformanceSums => new Map(WrittenSums().parse(JSON.parse(text)));
