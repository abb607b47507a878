import { type Caller, has, valueReaders } from '../access.ts';
import { transferKinds } from '../import/transfer-kinds.ts';
import { sumReportNames, valueReportNames } from '../report/value-reports.ts';

/** The formats of exported files. `json` is one document, as a request for the report answers it. */
export const exportFormats = ['csv', 'ndjson', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What can be exported: what can be imported, and the reports on the values of assets. */
export const exportKinds = [...transferKinds, ...valueReportNames] as const;
export type ExportKind = (typeof exportKinds)[number];

type ListKind = (typeof transferKinds)[number];
type ReportKind = (typeof valueReportNames)[number];

export const isReportKind = (kind: ExportKind): kind is ReportKind => valueReportNames.some((name) => name === kind);

/** Whether an export is of sums, which are written when all assets are added. */
export const isSumKind = (kind: ExportKind): kind is (typeof sumReportNames)[number] => sumReportNames.some((name) => name === kind);

/** The filters of the lists of what can be imported. All of them are optional. */
export const listFilters: Readonly<Record<ListKind, readonly string[]>> = {
  assets: ['owner', 'vendor', 'kind', 'category', 'status', 'costCenter', 'location', 'assetTag', 'serialNumber'],
  people: [],
};

/** The formats that an export of a kind may have. */
export const exportFormatsOf = (kind: ExportKind): readonly ExportFormat[] => (isSumKind(kind) ? ['csv', 'json'] : ['csv', 'ndjson']);

/** Whether somebody may request exports of a kind. */
export const mayExport = (kind: ExportKind, caller: Caller): boolean => !isReportKind(kind) || has(caller, ...valueReaders);
