import * as z from 'zod';
import { valueReaders } from '../domain/access.ts';
import { costParts } from '../domain/cost/cost-of-ownership.ts';
import { CostReportQuery } from '../domain/report/cost-report.ts';
import { Id, Money, StoredTime } from '../domain/values.ts';
import { availabilityFigures } from './availability.ts';
import { ExportView } from './export-view.ts';
import { nameView } from './names.ts';
import { periodReport } from './period-report.ts';

const serviceFields = () => ({ service: Id(), serviceName: z.string() });

export const reportAvailability = periodReport('reportAvailability', 'availability', {
  summary: 'The availability of each service in each month of a period of up to 400 days; longer ones are exported (L2, L3)',
  access: 'signed-in',
  more: () => ({ withoutAgreement: z.array(z.strictObject(serviceFields())) }),
  row: () => ({
    ...serviceFields(),
    month: z.string().regex(/^\d{4}-\d{2}$/),
    from: StoredTime(),
    to: StoredTime(),
    countedTo: StoredTime(),
    ...availabilityFigures(),
  }),
});

const amountsByKind = () =>
  z.strictObject(
    Object.fromEntries(costParts.map((kind) => [kind, Money()])) as Record<(typeof costParts)[number], ReturnType<typeof Money>>,
  );

export const reportServiceCost = periodReport('reportServiceCost', 'service-cost', {
  summary:
    'What each service costs in a period of up to 400 days, on accrual basis, and what no service bears; they sum exactly to all costs (L4)',
  access: valueReaders,
  query: () => CostReportQuery().shape,
  more: () => ({ basis: z.literal('accrual'), book: z.string().optional(), totals: z.array(Money()) }),
  row: () => ({ service: Id().nullable(), serviceName: nameView(), total: Money(), byKind: amountsByKind() }),
  problems: { 400: ['book/required'], 404: ['asset/no-book', 'book/not-found'], 507: ['service/too-many-items'] },
  later: ExportView,
});
