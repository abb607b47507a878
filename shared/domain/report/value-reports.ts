import * as z from 'zod';
import { BookDate } from '../book/book-date.ts';
import { lazily } from '../lazily.ts';
import { Line } from '../text.ts';

/** The reports that add up amounts of assets, by the name in their path. */
export const sumReportNames = ['asset-value', 'fixed-asset-roll-forward', 'depreciation-forecast'] as const;
export type SumReportName = (typeof sumReportNames)[number];

/** All reports on the values of assets. */
export const valueReportNames = [...sumReportNames, 'journal'] as const;
export type ValueReportName = (typeof valueReportNames)[number];

/** What the rows of a report are for: the value of one field of the assets, or the service that they provide by their pools. */
export const reportGroups = ['owner', 'vendor', 'category', 'costCenter', 'brand', 'location', 'importance', 'service'] as const;
export type ReportGroup = (typeof reportGroups)[number];

const periodFields = () => ({ from: BookDate().optional(), to: BookDate().optional(), book: Line().max(200).optional() });

/** What a report with sums is asked for. */
export const SumReportQuery = lazily(() => z.strictObject({ ...periodFields(), groupBy: z.enum(reportGroups).optional() }));

/** What a journal is asked for, without the page. */
export const JournalQuery = lazily(() => z.strictObject(periodFields()));

/** The columns of each report in CSV. */
export const reportColumns = {
  'asset-value': ['group', 'groupName', 'assets', 'cost', 'accumulatedDepreciation', 'accumulatedImpairment', 'netBookValue', 'currency'],
  'fixed-asset-roll-forward': [
    ...['group', 'groupName'],
    ...['opening', 'additions', 'transfers', 'disposals', 'closing'].map((name) => `cost.${name}`),
    ...['opening', 'charge', 'transfers', 'disposals', 'closing'].map((name) => `depreciation.${name}`),
    ...['opening', 'charge', 'reversals', 'transfers', 'disposals', 'closing'].map((name) => `impairment.${name}`),
    ...['opening', 'closing'].map((name) => `netBookValue.${name}`),
    'currency',
  ],
  'depreciation-forecast': ['group', 'groupName', 'month', 'charge', 'netBookValue', 'booked', 'currency'],
  journal: ['date', 'account', 'costCenter', 'debit', 'credit', 'asset', 'assetName', 'text', 'currency'],
} as const satisfies Readonly<Record<ValueReportName, readonly string[]>>;
