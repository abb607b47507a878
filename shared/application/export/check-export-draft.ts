import type { Caller } from '../../domain/access.ts';
import { DomainError, forbidden, invalid, isDomainError } from '../../domain/errors.ts';
import type { ExportDraft } from '../../domain/export/export.ts';
import { exportersOf, exportFormatsOf, isPeriodReport, isReportKind, listFiltersOf, mayExport } from '../../domain/export/export-kinds.ts';
import type { TransferKind } from '../../domain/import/transfer-kinds.ts';
import { type PeriodReportName, PeriodReportQuery } from '../../domain/report/period-reports.ts';
import { JournalQuery, SumReportQuery, type ValueReportName } from '../../domain/report/value-reports.ts';
import { pointerTo, schemaError } from '../../domain/schema-error.ts';
import { frameOf, periodOfReport } from '../report/report-frame.ts';
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

/** The days of a report, so that they stay what they are at the request. @throws DomainError as `periodOfReport` */
const periodFilter = (context: DraftContext, report: PeriodReportName, filter: Filter): Filter => {
  const schema = PeriodReportQuery();
  const { success, data, error } = schema.safeParse(filter, { reportInput: true });
  if (!success) throw schemaError(error.issues, { base: '/filter', schema });
  try {
    return { ...periodOfReport[report](context, data) };
  } catch (error) {
    throw isDomainError(error) ? inFilter(error) : error;
  }
};

/** What a report is asked for, with its book and period, so that they stay what they are at the request. @throws DomainError as `frameOf` */
const reportFilter = async (context: DraftContext, report: ValueReportName, filter: Filter): Promise<Filter> => {
  const schema = report === 'journal' ? JournalQuery() : SumReportQuery();
  const { success, data, error } = schema.safeParse(filter, { reportInput: true });
  if (!success) throw schemaError(error.issues, { base: '/filter', schema });
  try {
    const { book, from, to } = await frameOf(context, report, data);
    return { ...filter, book: book.name, from, to };
  } catch (error) {
    throw isDomainError(error) ? inFilter(error) : error;
  }
};

/**
 * The draft, if the caller may export this. That of a report names its book and period.
 * @throws DomainError forbidden `access/role-missing`, invalid `export/format-not-for-kind`, `export/unknown-filter`; for a report also as `frameOf`
 */
export const checkedDraft = async (context: DraftContext, draft: ExportDraft, caller: Caller): Promise<ExportDraft> => {
  const { kind, filter = {} } = draft;
  assertMayExport(draft, caller);
  if (isPeriodReport(kind)) return { ...draft, filter: periodFilter(context, kind, filter) };
  if (isReportKind(kind)) return { ...draft, filter: await reportFilter(context, kind, filter) };
  assertFilters(kind, filter);
  return draft;
};
