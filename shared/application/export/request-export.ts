import { type Caller, valueReaders } from '../../domain/access.ts';
import { DomainError, forbidden, invalid, isDomainError, missing } from '../../domain/errors.ts';
import type { Export, ExportDraft } from '../../domain/export/export.ts';
import { maySeeExport } from '../../domain/export/export-columns.ts';
import { exportFormatsOf, isReportKind, listFilters, mayExport } from '../../domain/export/export-kinds.ts';
import { isStarter, starterOf } from '../../domain/import/transfer.ts';
import type { TransferKind } from '../../domain/import/transfer-kinds.ts';
import { JournalQuery, SumReportQuery, type ValueReportName } from '../../domain/report/value-reports.ts';
import { pointerTo, schemaError } from '../../domain/schema-error.ts';
import type { Page, PageRequest } from '../../domain/store.ts';
import { frameOf } from '../report/report-frame.ts';
import type { ExportContext } from './export-context.ts';

type Filter = Readonly<Record<string, string>>;

/** The message is sent before the row is stored, so that no export waits for a message that was lost. It is received after this pause. */
const pauseSeconds = 2;

/** @throws DomainError forbidden `access/role-missing`, invalid `export/format-not-for-kind` */
const assertMayExport = ({ kind, format }: ExportDraft, caller: Caller): void => {
  if (!mayExport(kind, caller))
    throw forbidden('access/role-missing', `one of these roles is required to export ${kind}: ${valueReaders.join(', ')}`);
  const formats = exportFormatsOf(kind);
  if (!formats.includes(format))
    throw invalid('/format', 'export/format-not-for-kind', `${kind} has no format ${format}; send ${formats.join(' or ')}`);
};

/** @throws DomainError invalid `export/unknown-filter` */
const assertFilters = (kind: TransferKind, filter: Filter): void => {
  const filters = listFilters[kind];
  const errors = Object.keys(filter)
    .filter((name) => !filters.includes(name))
    .map((name) => ({
      pointer: pointerTo('/filter', name),
      code: 'export/unknown-filter',
      detail: filters.length > 0 ? `unknown filter; the filters are ${filters.join(', ')}` : `${kind} have no filter; leave it out`,
    }));
  const [first] = errors;
  if (first) throw new DomainError('invalid', first.code, first.detail, { errors });
};

/** What a report is asked for, with its book and period, so that they stay what they are at the request. @throws DomainError as `frameOf` */
const reportFilter = async (context: Pick<ExportContext, 'books' | 'clock'>, report: ValueReportName, filter: Filter): Promise<Filter> => {
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

/** The same error, with pointers into the filter in place of the query of the report. */
const inFilter = ({ kind, code, message, errors }: DomainError): DomainError =>
  new DomainError(kind, code, message, {
    errors: errors.map((each) => ({ ...each, pointer: each.pointer.replace(/^\/query\//, '/filter/') })),
  });

const checkedFilter = async (context: Pick<ExportContext, 'books' | 'clock'>, { kind, filter = {} }: ExportDraft) => {
  if (isReportKind(kind)) return { filter: await reportFilter(context, kind, filter) };
  assertFilters(kind, filter);
  return {};
};

/**
 * Requests an export, which runs in the background with the rights of the caller (I5).
 * @throws DomainError forbidden `access/role-missing`, invalid `export/format-not-for-kind`, `export/unknown-filter`; for a report also as `frameOf`
 */
export const requestExport =
  (context: Omit<ExportContext, 'exportFiles'>) =>
  async (draft: ExportDraft, caller: Caller): Promise<Export> => {
    assertMayExport(draft, caller);
    const { exports, exportQueue, store, clock, ids } = context;
    const filter = await checkedFilter(context, draft);
    const [id, now] = [ids.next(), clock.now()];
    const stamps = { id, version: 1, createdAt: now, updatedAt: now };
    const requested: Export = {
      ...stamps,
      ...draft,
      ...filter,
      starter: starterOf(caller),
      status: 'waiting',
      progress: { rows: 0 },
      parts: [],
    };
    await exportQueue.goOn(id, pauseSeconds);
    await store.commit([exports.save(requested)]);
    return requested;
  };

/** An export with the link to its file, once that is written, while the caller may still see all that is in it. */
const withLink = async ({ exportFiles }: ExportContext, found: Export, caller: Caller) =>
  found.status === 'done' && maySeeExport(found, caller)
    ? { ...found, url: await exportFiles.link(found.id, `${found.kind}.${found.format}`) }
    : found;

/** @throws DomainError missing `export/not-found` */
export const readExport = (context: ExportContext) => async (id: string, caller: Caller) => {
  const found = await context.exports.find(id);
  if (!found || !isStarter(found.starter, caller)) throw missing('export', id);
  return withLink(context, found, caller);
};

/** The exports that the caller requested, the newest first. */
export const listExports =
  ({ exports }: ExportContext) =>
  (request: PageRequest, caller: Caller): Promise<Page<Export>> =>
    exports.page(request, ({ starter }) => isStarter(starter, caller));
