import type { Contract } from '../../shared/contracts/contract.ts';
import type { Caller } from '../../shared/domain/access.ts';
import { csvOf } from '../../shared/domain/report/csv.ts';
import { countsIn } from '../../shared/domain/report/period-reports.ts';
import type { PageRequest } from '../../shared/domain/store.ts';
import { nextPage, prefers, textHeaders } from '../../shared/http/accepted-type.ts';
import { pageAnswer, pageRequest } from '../../shared/http/paging.ts';
import { Answer, type Endpoint, on, type Request } from '../../shared/http/request.ts';

interface Report {
  /** The currency of all amounts. Without it, each amount has its own. */
  readonly currency?: string;
  readonly items: readonly object[];
  readonly nextCursor?: string | undefined;
}

/** What a report is as a table in CSV. `counts` are numbers of the answer that the table has in its last line. */
interface Table {
  readonly columns: readonly string[];
  readonly counts?: readonly string[];
}

/** The report as JSON or as a table. The cursor of a table is in the header `Link`, which names the next page (RFC 8288). */
export const shown = (request: Pick<Request, 'headers'>, { columns, counts }: Table, report: Report, next?: string): unknown => {
  if (!prefers(request, 'text/csv')) return report;
  const last = countsIn(counts, report);
  return new Answer(csvOf(columns, last ? [...report.items, last] : report.items, report.currency), {
    headers: textHeaders('text/csv', next),
  });
};

/** The query of a report with pages. */
type PagedQuery = Readonly<Record<string, unknown>> & { readonly limit: number; readonly cursor?: string | undefined };

/** A page of the report of a contract, as JSON or as a table. Its cursor is valid for this report only. */
export const shownPage = (
  request: Pick<Request, 'headers'> & { readonly query: PagedQuery },
  { path }: Pick<Contract, 'path'>,
  table: Table,
  { nextCursor: position, ...report }: Report,
): unknown => {
  const { query } = request;
  const { nextCursor } = pageAnswer(path, query, { items: [], nextCursor: position }, (row) => row);
  const answer = { ...report, ...(nextCursor === undefined ? {} : { nextCursor }) };
  return shown(request, table, answer, nextPage(path, query, nextCursor));
};

/** The endpoint of a report that is a page of rows. */
export const pagedReport = <const C extends Contract>(
  contract: C,
  table: Table,
  report: (query: Request<C>['query'], page: PageRequest, caller: Caller) => Promise<Report>,
): Endpoint =>
  on(contract, async ({ query, headers, caller }) => {
    const paged = query as PagedQuery;
    return shownPage({ headers, query: paged }, contract, table, await report(query, pageRequest(contract.path, paged), caller));
  });
