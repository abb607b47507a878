import * as z from 'zod';
import { BookDate } from '../domain/book/book-date.ts';
import { lazily } from '../domain/lazily.ts';
import { PlainDate } from '../domain/values.ts';
import { type Access, type Contract, route } from './contract.ts';
import { pageQuery } from './paging.ts';

type NoFields = Readonly<Record<never, never>>;

interface PeriodReport<Row, Query, More> {
  readonly summary: string;
  readonly access: Access;
  /** The fields of a row. */
  readonly row: () => Row;
  /** Query parameters beside the period and the page. */
  readonly query?: () => Query;
  /** What the answer says beside its period and its rows. */
  readonly more?: () => More;
  /** Errors beside those of the period. */
  readonly problems?: Contract['problems'];
  /** If set, a report that is too large for an answer is an export: what the answer 202 says. */
  readonly later?: () => z.ZodType;
}

/** A report of a period of days: a page of rows, as JSON or as CSV. */
export const periodReport = <
  const Name extends string,
  const Path extends string,
  Row extends z.ZodRawShape,
  Query extends z.ZodRawShape = NoFields,
  More extends z.ZodRawShape = NoFields,
>(
  name: Name,
  path: Path,
  { summary, access, row, query, more, problems = {}, later }: PeriodReport<Row, Query, More>,
) =>
  route({
    name,
    method: 'GET',
    path: `/v1/reports/${path}` as '/v1/reports/report',
    summary,
    access,
    query: lazily(() =>
      z.strictObject({ ...pageQuery(), from: BookDate().optional(), to: BookDate().optional(), ...(query?.() ?? ({} as Query)) }),
    ),
    success: {
      status: 200,
      schema: lazily(() =>
        z.strictObject({
          ...{ from: PlainDate(), to: PlainDate() },
          ...(more?.() ?? ({} as More)),
          items: z.array(z.strictObject(row())),
          nextCursor: z.string().optional(),
        }),
      ),
      table: 'text/csv',
      ...(later ? { later } : {}),
    },
    problems: { ...problems, 400: ['report/end-before-start', 'period/too-long', ...(problems[400] ?? [])] },
  });
