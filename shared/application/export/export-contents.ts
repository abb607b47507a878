import { cellsOf } from '../../domain/export/export-columns.ts';
import { isListKind } from '../../domain/export/export-kinds.ts';
import type { ExportContent, ExportRunContext } from './export-context.ts';
import { exportLists } from './export-lists.ts';
import { type ExportRun, listContent, ndjson } from './list-content.ts';
import { reportContent } from './report-contents.ts';

/** How the file of an export is written. @throws DomainError as `frameOf` */
export const contentOf = async (context: ExportRunContext, run: ExportRun): Promise<ExportContent<unknown>> => {
  const { state, caller, columns, csv } = run;
  const { kind, filter = {}, format } = state;
  if (!isListKind(kind)) return reportContent(context, kind, run);
  const table = { head: csv([columns]), lines: (entries: readonly object[]) => csv(entries.map((entry) => cellsOf(kind, entry, columns))) };
  return listContent(exportLists[kind](context, filter, caller), format === 'csv' ? table : ndjson) as ExportContent<unknown>;
};
