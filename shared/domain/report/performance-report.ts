import * as z from 'zod';
import { BookDate } from '../book/book-date.ts';
import { lazily, type Shape } from '../lazily.ts';

/** The name of the report on finished changes in its path. */
export const performanceReportName = 'change-performance';

/** By what the report on changes is grouped: the services that depend on the items of a change, or the teams that own the items. */
export const performanceGroups = ['service', 'team'] as const;
export type PerformanceGroup = (typeof performanceGroups)[number];

/** The columns in CSV. */
export const performanceColumns: readonly string[] = [
  ...['group', 'groupName', 'changes', 'leadTime.p50', 'leadTime.p90', 'leadTime.samples'],
  ...['approvalTime.p50', 'approvalTime.p90', 'approvalTime.samples', 'plannedDowntime', 'actualDowntime'],
  ...['downtimeSamples.planned', 'downtimeSamples.actual', 'overruns', 'successRate', 'changeFailureRate', 'emergency', 'unauthorized'],
];

export const performanceFields = () => ({
  from: BookDate().optional(),
  to: BookDate().optional(),
  groupBy: z.enum(performanceGroups).optional(),
});

/** What the report is asked for, without the page. */
export const PerformanceQuery = lazily(() => z.strictObject(performanceFields()));
export type PerformanceQuery = Shape<typeof PerformanceQuery>;
