import { csvOf } from '../../shared/domain/report/csv.ts';
import { pageAnswer } from '../../shared/http/paging.ts';
import { Answer, type Request } from '../../shared/http/request.ts';

interface Report {
  /** The currency of all amounts. Without it, each amount has its own. */
  readonly currency?: string;
  readonly items: readonly object[];
  readonly nextCursor?: string | undefined;
}

/** Whether the client asks for a table, and not for JSON before it. */
export const wantsTable = ({ headers }: Pick<Request, 'headers'>): boolean => {
  const accepted = (headers.accept ?? '').split(',').map((type) => type.split(';')[0]?.trim().toLowerCase());
  const known = accepted.find((type) => type === 'text/csv' || type === 'application/json' || type === '*/*');
  return known === 'text/csv';
};

/** The report as JSON or as a table. The cursor of a table is in the header `Link`, which names the next page (RFC 8288). */
export const shown = (request: Pick<Request, 'headers'>, columns: readonly string[], report: Report, next?: string): unknown => {
  if (!wantsTable(request)) return report;
  const link: Readonly<Record<string, string>> = next === undefined ? {} : { link: `<${next}>; rel="next"` };
  return new Answer(csvOf(columns, report.items, report.currency), { headers: { 'content-type': 'text/csv; charset=utf-8', ...link } });
};

const nextPage = (path: string, query: Readonly<Record<string, unknown>>, cursor: string | undefined): string | undefined => {
  if (cursor === undefined) return undefined;
  const parameters = Object.entries({ ...query, cursor }).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return `${path}?${new URLSearchParams(parameters).toString()}`;
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
