import * as z from 'zod';
import { BookDate } from '../book/book-date.ts';
import { costParts } from '../cost/cost-of-ownership.ts';
import { lazily } from '../lazily.ts';
import { Name } from '../values.ts';

/** The name of the report on the cost of services in its path. */
export const costReportName = 'service-cost';

/** The columns in CSV. */
export const costReportColumns: readonly string[] = [
  'service',
  'serviceName',
  'total',
  ...costParts.map((kind) => `byKind.${kind}`),
  'currency',
];

export const costReportFields = () => ({ from: BookDate().optional(), to: BookDate().optional(), book: Name().optional() });

/** What the report is asked for, without the page. */
export const CostReportQuery = lazily(() => z.strictObject(costReportFields()));
