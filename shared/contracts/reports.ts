import * as z from 'zod';
import { BookDate } from '../domain/depreciation/book-entry.ts';
import { lazily } from '../domain/lazily.ts';
import { reportGroups } from '../domain/report/valued-asset.ts';
import { Line } from '../domain/text.ts';
import { Id, Money, PlainDate } from '../domain/values.ts';
import { valueReaders } from './asset-values.ts';
import { route } from './contract.ts';
import { nameView } from './names.ts';
import { pageQuery } from './paging.ts';
import { reportAuditDue, reportExpiring, reportIdle, reportPrepaid } from './register-reports.ts';

const periodQuery = () => ({ from: BookDate().optional(), to: BookDate().optional(), book: Line().max(200).optional() });
const groupedQuery = lazily(() => z.strictObject({ ...periodQuery(), groupBy: z.enum(reportGroups).optional() }));

/** The group of a row: a value of the field that the report is grouped by. Null for assets without a value, and if it is not grouped. */
const groupFields = () => ({ group: z.string().nullable(), groupName: nameView() });

/** The answer of a report, and the type of its rows in CSV. */
const reportOf = <Row extends z.ZodRawShape, More extends z.ZodRawShape>(row: () => Row, more: () => More) =>
  lazily(() =>
    z.strictObject({
      from: PlainDate(),
      to: PlainDate(),
      book: z.string(),
      currency: z.string(),
      items: z.array(z.strictObject(row())),
      nextCursor: z.string().optional(),
      ...more(),
    }),
  );

/** What a report says beside its rows: assets without a value, and what tax law would ask for. */
const remarks = () => ({
  withoutBook: z.strictObject({
    assets: z.int(),
    items: z.array(
      z.strictObject({ asset: Id(), assetName: nameView(), acquisition: z.string().optional(), category: z.string().optional() }),
    ),
  }),
  warnings: z.array(
    z.strictObject({ code: z.literal('mid-quarter'), from: PlainDate(), to: PlainDate(), total: Money(), lastQuarter: Money() }),
  ),
});

const valueRow = () => ({
  ...groupFields(),
  assets: z.int(),
  cost: Money(),
  accumulatedDepreciation: Money(),
  accumulatedImpairment: Money(),
  netBookValue: Money(),
});

const amounts = <Name extends string>(...names: readonly Name[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, Money()])) as Record<Name, ReturnType<typeof Money>>);

const rollForwardRow = () => ({
  ...groupFields(),
  cost: amounts('opening', 'additions', 'transfers', 'disposals', 'closing'),
  depreciation: amounts('opening', 'charge', 'transfers', 'disposals', 'closing'),
  impairment: amounts('opening', 'charge', 'reversals', 'transfers', 'disposals', 'closing'),
  netBookValue: amounts('opening', 'closing'),
});

const journalRow = () => ({
  date: PlainDate(),
  account: z.string(),
  costCenter: z.string().nullable(),
  debit: Money(),
  credit: Money(),
  asset: Id(),
  assetName: nameView(),
  text: z.string(),
});

const forecastRow = () => ({ ...groupFields(), month: z.string(), charge: Money(), netBookValue: Money(), booked: z.boolean() });

const problems = {
  400: ['book/required', 'report/end-before-start', 'report/too-long'],
  404: ['book/not-found'],
};
const summed = { ...problems, 507: ['report/too-large', 'answer/too-large'] };

export const reportAssetValue = route({
  name: 'reportAssetValue',
  method: 'GET',
  path: '/v1/reports/asset-value',
  summary: 'The value of all assets in a book at the end of `to` (by default today), by group (A8)',
  access: valueReaders,
  query: groupedQuery,
  success: { status: 200, schema: reportOf(valueRow, remarks), table: 'text/csv' },
  problems: summed,
});

export const reportRollForward = route({
  name: 'reportRollForward',
  method: 'GET',
  path: '/v1/reports/fixed-asset-roll-forward',
  summary: 'Opening, additions, transfers, disposals, impairments and closing of a period, by group (A8)',
  access: valueReaders,
  query: groupedQuery,
  success: { status: 200, schema: reportOf(rollForwardRow, remarks), table: 'text/csv' },
  problems: summed,
});

export const reportJournal = route({
  name: 'reportJournal',
  method: 'GET',
  path: '/v1/reports/journal',
  summary: 'The journal lines of a period; a page has the lines of `limit` assets, and its debits equal its credits (A8)',
  access: valueReaders,
  query: lazily(() => z.strictObject({ ...pageQuery(), ...periodQuery() })),
  success: { status: 200, schema: reportOf(journalRow, () => ({})), table: 'text/csv' },
  problems,
});

export const reportForecast = route({
  name: 'reportForecast',
  method: 'GET',
  path: '/v1/reports/depreciation-forecast',
  summary: 'The charges of coming months, by default of twelve, by group (A8)',
  access: valueReaders,
  query: groupedQuery,
  success: { status: 200, schema: reportOf(forecastRow, () => ({})), table: 'text/csv' },
  problems: summed,
});

/** The routes of the area "Reports". No spreads: the bundler removes this list from other functions only without them. */
export const reportRoutes = [
  reportAssetValue,
  reportRollForward,
  reportJournal,
  reportForecast,
  reportExpiring,
  reportPrepaid,
  reportAuditDue,
  reportIdle,
];

/** The columns of each report in CSV, beside the currency. */
export const reportColumns = {
  value: ['group', 'groupName', 'assets', 'cost', 'accumulatedDepreciation', 'accumulatedImpairment', 'netBookValue'],
  rollForward: [
    ...['group', 'groupName'],
    ...['opening', 'additions', 'transfers', 'disposals', 'closing'].map((name) => `cost.${name}`),
    ...['opening', 'charge', 'transfers', 'disposals', 'closing'].map((name) => `depreciation.${name}`),
    ...['opening', 'charge', 'reversals', 'transfers', 'disposals', 'closing'].map((name) => `impairment.${name}`),
    ...['opening', 'closing'].map((name) => `netBookValue.${name}`),
  ],
  journal: ['date', 'account', 'costCenter', 'debit', 'credit', 'asset', 'assetName', 'text'],
  forecast: ['group', 'groupName', 'month', 'charge', 'netBookValue', 'booked'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
