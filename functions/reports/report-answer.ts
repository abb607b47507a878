import { csvOf } from '../../shared/domain/report/csv.ts';
import { nextPage, prefers, textHeaders } from '../../shared/http/accepted-type.ts';
import { pageAnswer } from '../../shared/http/paging.ts';
import { Answer, type Request } from '../../shared/http/request.ts';

interface Report {
  /** The currency of all amounts. Without it, each amount has its own. */
  readonly currency?: string;
  readonly items: readonly object[];
  readonly nextCursor?: string | undefined;
}

/** The report as JSON or as a table. The cursor of a table is in the header `Link`, which names the next page (RFC 8288). */
export const shown = (request: Pick<Request, 'headers'>, columns: readonly string[], report: Report, next?: string): unknown => {
  if (!prefers(request, 'text/csv')) return report;
  return new Answer(csvOf(columns, report.items, report.currency), { headers: textHeaders('text/csv', next) });
};

/** A page of a report that is listed under a name, as JSON or as a table. */
export const shownPage = (
  request: Pick<Request, 'headers'> & { readonly query: { readonly limit: number; readonly cursor?: string | undefined } },
  { name, path, columns }: { readonly name: string; readonly path: string; readonly columns: readonly string[] },
  { nextCursor: position, ...report }: Report,
): unknown => {
  const { query } = request;
  const { nextCursor } = pageAnswer(name, query, { items: [], nextCursor: position }, (row) => row);
  const answer = { ...report, ...(nextCursor === undefined ? {} : { nextCursor }) };
  return shown(request, columns, answer, nextPage(path, query, nextCursor));
};
