import type * as z from 'zod';
import type { Caller } from '../../domain/access.ts';
import { DomainError, forbidden, invalid, isDomainError } from '../../domain/errors.ts';
import type { ExportDraft } from '../../domain/export/export.ts';
import {
  type ExportKind,
  exportersOf,
  exportFormatsOf,
  isListKind,
  isPeriodReport,
  listFiltersOf,
  mayExport,
} from '../../domain/export/export-kinds.ts';
import type { TransferKind } from '../../domain/import/transfer-kinds.ts';
import { AccessQuery, accessReportName } from '../../domain/report/access-report.ts';
import { CostReportQuery, costReportName } from '../../domain/report/cost-report.ts';
import { PerformanceQuery, performanceReportName } from '../../domain/report/performance-report.ts';
import { PeriodReportQuery } from '../../domain/report/period-reports.ts';
import { JournalQuery, SumReportQuery } from '../../domain/report/value-reports.ts';
import { pointerTo, schemaError } from '../../domain/schema-error.ts';
import { accessFrame } from '../report/access-report.ts';
import { costFrame, frameOf, monthPeriod, type ReportQuery } from '../report/report-frame.ts';
import type { ExportContext } from './export-context.ts';

type DraftContext = Pick<ExportContext, 'books' | 'clock'>;
type Filter = Readonly<Record<string, string>>;

/** @throws DomainError forbidden `access/role-missing`, invalid `export/format-not-for-kind` */
const assertMayExport = ({ kind, format }: ExportDraft, caller: Caller): void => {
  if (!mayExport(kind, caller))
    throw forbidden('access/role-missing', `one of these roles is required to export ${kind}: ${exportersOf(kind)?.join(', ')}`);
  const formats = exportFormatsOf(kind);
  if (!formats.includes(format))
    throw invalid('/format', 'export/format-not-for-kind', `${kind} has no format ${format}; send ${formats.join(' or ')}`);
};

/** @throws DomainError invalid `export/unknown-filter`, `body/invalid` */
const assertFilters = (kind: TransferKind, filter: Filter): void => {
  const schema = listFiltersOf(kind);
  const filters = Object.keys(schema.shape);
  const errors = Object.keys(filter)
    .filter((name) => !filters.includes(name))
    .map((name) => ({
      pointer: pointerTo('/filter', name),
      code: 'export/unknown-filter',
      detail: filters.length > 0 ? `unknown filter; the filters are ${filters.join(', ')}` : `${kind} have no filter; leave it out`,
    }));
  const [first] = errors;
  if (first) throw new DomainError('invalid', first.code, first.detail, { errors });
  const parsed = schema.safeParse(filter, { reportInput: true });
  if (!parsed.success) throw schemaError(parsed.error.issues, { base: '/filter', schema });
};

/** The same error, with pointers into the filter in place of the query of the report. */
const inFilter = ({ kind, code, message, errors }: DomainError): DomainError =>
  new DomainError(kind, code, message, {
    errors: errors.map((each) => ({ ...each, pointer: each.pointer.replace(/^\/query\//, '/filter/') })),
  });

/**
 * What a report is asked for, with what was not said: its period and its book, so that they stay what they are at the request.
 * @throws DomainError invalid `body/invalid`, and what `settle` throws
 */
const reportFilter = async <Query>(schema: z.ZodType<Query>, filter: Filter, settle: (query: Query) => object | Promise<object>) => {
  const { success, data, error } = schema.safeParse(filter, { reportInput: true });
  if (!success) throw schemaError(error.issues, { base: '/filter', schema });
  try {
    return { ...filter, ...(await settle(data)) };
  } catch (error) {
    throw isDomainError(error) ? inFilter(error) : error;
  }
};

/** What a report of each kind is asked for. @throws DomainError as `reportFilter` */
const settledFilter = async (context: DraftContext, kind: Exclude<ExportKind, TransferKind>, filter: Filter): Promise<Filter> => {
  if (isPeriodReport(kind)) return reportFilter(PeriodReportQuery(), filter, (query) => monthPeriod(context, query));
  if (kind === performanceReportName) return reportFilter(PerformanceQuery(), filter, (query) => monthPeriod(context, query));
  if (kind === accessReportName) return reportFilter(AccessQuery(), filter, (query) => accessFrame(context, query));
  if (kind === costReportName)
    return reportFilter(CostReportQuery(), filter, async (query) => {
      const { span, book } = await costFrame(context, query);
      return { ...span, ...(book === undefined ? {} : { book }) };
    });
  return reportFilter<ReportQuery>(kind === 'journal' ? JournalQuery() : SumReportQuery(), filter, async (query) => {
    const { book, from, to } = await frameOf(context, kind, query);
    return { book: book.name, from, to };
  });
};

/**
 * The draft, if the caller may export this. That of a report names its book and period.
 * @throws DomainError forbidden `access/role-missing`, invalid `export/format-not-for-kind`, `export/unknown-filter`; for a report also as `frameOf`
 */
export const checkedDraft = async (context: DraftContext, draft: ExportDraft, caller: Caller): Promise<ExportDraft> => {
  const { kind, filter = {} } = draft;
  assertMayExport(draft, caller);
  if (isListKind(kind)) {
    assertFilters(kind, filter);
    return draft;
  }
  return { ...draft, filter: await settledFilter(context, kind, filter) };
};
