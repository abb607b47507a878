import * as z from 'zod';
import { type Caller, has, type Role, valueReaders } from '../access.ts';
import { assetFilterFields } from '../asset/asset-filter-fields.ts';
import { configurationItemFilterFields } from '../configuration-item/configuration-item-filter-fields.ts';
import { kindRecords, transferKinds } from '../import/transfer-kinds.ts';
import { accessReaders, accessReportName } from '../report/access-report.ts';
import { costReportName } from '../report/cost-report.ts';
import { performanceReportName } from '../report/performance-report.ts';
import { type PeriodReportName, periodReportNames, readersOf } from '../report/period-reports.ts';
import { sumReportNames, valueReportNames } from '../report/value-reports.ts';

/** The formats of exported files. `json` is one document, as a request for the report answers it. */
export const exportFormats = ['csv', 'ndjson', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What can be exported: what can be imported, the reports on values, on the cost of services and on changes, those of periods, and access. */
export const exportKinds = [
  ...transferKinds,
  ...valueReportNames,
  costReportName,
  performanceReportName,
  ...periodReportNames,
  accessReportName,
] as const;
export type ExportKind = (typeof exportKinds)[number];

type ListKind = (typeof transferKinds)[number];
type ReportKind = (typeof valueReportNames)[number];

/** Whether an export is of a list of what can be imported. */
export const isListKind = (kind: ExportKind): kind is ListKind => transferKinds.some((name) => name === kind);

export const isReportKind = (kind: ExportKind): kind is ReportKind => valueReportNames.some((name) => name === kind);

/** Whether an export is of a report that is answered in pages. */
export const isPeriodReport = (kind: ExportKind): kind is PeriodReportName => periodReportNames.some((name) => name === kind);

/** Whether an export is of sums, which are written when all assets are added. */
export const isSumKind = (kind: ExportKind): kind is (typeof sumReportNames)[number] => sumReportNames.some((name) => name === kind);

/**
 * The filters that an export of a list takes. Those of costs, terms, seats and assignments are the filters of the list of assets: they say of which
 * assets. Those of relations are the filters of the list of CIs: they say of which sources.
 */
export const listFiltersOf = (kind: ListKind) => {
  if (kind === 'people') return z.strictObject({});
  return z.strictObject(kind === 'configuration-items' || kind === 'relations' ? configurationItemFilterFields() : assetFilterFields());
};

/** The formats that an export of a kind may have. */
export const exportFormatsOf = (kind: ExportKind): readonly ExportFormat[] =>
  isSumKind(kind) || kind === costReportName || kind === performanceReportName ? ['csv', 'json'] : ['csv', 'ndjson'];

/** Who may request exports of a kind. Undefined for everybody who is signed in. */
export const exportersOf = (kind: ExportKind): readonly Role[] | undefined => {
  if (isPeriodReport(kind)) return readersOf(kind);
  if (kind === accessReportName) return accessReaders;
  if (kind === performanceReportName) return undefined;
  return isReportKind(kind) || kind === costReportName ? valueReaders : kindRecords[kind].exporters;
};

/** Whether somebody may request exports of a kind. */
export const mayExport = (kind: ExportKind, caller: Caller): boolean => {
  const exporters = exportersOf(kind);
  return exporters === undefined || has(caller, ...exporters);
};
