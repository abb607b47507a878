import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import { performanceFields } from '../domain/report/performance-report.ts';
import { Duration, PlainDate } from '../domain/values.ts';
import { route } from './contract.ts';
import { ExportView } from './export-view.ts';
import { nameView } from './names.ts';
import { pageQuery } from './paging.ts';

const Percentiles = () => z.strictObject({ p50: Duration().nullable(), p90: Duration().nullable(), samples: z.int() });
const Rate = () => z.number().min(0).max(1).nullable();

const row = () => ({
  group: z.string().nullable(),
  groupName: nameView(),
  changes: z.int(),
  leadTime: Percentiles(),
  approvalTime: Percentiles(),
  plannedDowntime: Duration(),
  actualDowntime: Duration(),
  downtimeSamples: z.strictObject({ planned: z.int(), actual: z.int() }),
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
  query: lazily(() => z.strictObject({ ...pageQuery(), ...performanceFields() })),
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
    later: ExportView,
  },
  problems: { 400: ['report/end-before-start', 'period/too-long'] },
});
