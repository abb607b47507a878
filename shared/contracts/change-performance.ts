import * as z from 'zod';
import { BookDate } from '../domain/book/book-date.ts';
import { lazily } from '../domain/lazily.ts';
import { performanceGroups } from '../domain/report/change-performance.ts';
import { Duration, PlainDate } from '../domain/values.ts';
import { route } from './contract.ts';
import { nameView } from './names.ts';

const Percentiles = () => z.strictObject({ p50: Duration().nullable(), p90: Duration().nullable() });
const Rate = () => z.number().min(0).max(1).nullable();

const row = () => ({
  group: z.string().nullable(),
  groupName: nameView(),
  changes: z.int(),
  leadTime: Percentiles(),
  approvalTime: Percentiles(),
  plannedDowntime: Duration(),
  actualDowntime: Duration(),
  overruns: z.int(),
  successRate: Rate(),
  changeFailureRate: Rate(),
  emergency: z.int(),
  unauthorized: z.int(),
});

export const reportChangePerformance = route({
  name: 'reportChangePerformance',
  method: 'GET',
  path: '/v1/reports/change-performance',
  summary: 'Lead time, approval time, downtime, overruns and rates of the changes that were finished in a period, by service or team (H9)',
  access: 'signed-in',
  query: lazily(() =>
    z.strictObject({ from: BookDate().optional(), to: BookDate().optional(), groupBy: z.enum(performanceGroups).optional() }),
  ),
  success: {
    status: 200,
    schema: lazily(() =>
      z.strictObject({
        from: PlainDate(),
        to: PlainDate(),
        items: z.array(z.strictObject(row()).meta({ id: 'ChangePerformance' })),
        nextCursor: z.string().optional(),
      }),
    ),
    table: 'text/csv',
  },
  problems: { 400: ['report/end-before-start', 'period/too-long'], 507: ['report/too-many-changes'] },
});

/** The columns of the table in CSV. */
export const performanceColumns = [
  ...['group', 'groupName', 'changes', 'leadTime.p50', 'leadTime.p90', 'approvalTime.p50', 'approvalTime.p90'],
  ...['plannedDowntime', 'actualDowntime', 'overruns', 'successRate', 'changeFailureRate', 'emergency', 'unauthorized'],
] as const;
