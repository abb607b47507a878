import { type Caller, has, valueReaders } from '../access.ts';
import { confidentialFields } from '../asset/asset.ts';
import { neutralized } from '../import/formulas.ts';
import { typeOfField } from '../import/import-row.ts';
import { kindRecords, type TransferKind } from '../import/transfer-kinds.ts';
import { isObject } from '../json-object.ts';
import { accessColumns, accessReportName } from '../report/access-report.ts';
import { costReportColumns, costReportName } from '../report/cost-report.ts';
import { performanceColumns, performanceReportName } from '../report/performance-report.ts';
import { periodReportRecords } from '../report/period-reports.ts';
import { reportColumns } from '../report/value-reports.ts';
import type { Export } from './export.ts';
import { type ExportKind, isPeriodReport, isReportKind, mayExport } from './export-kinds.ts';

/** Whether a field is confidential, or is a part of one that is. */
const isConfidential = (path: string): boolean => confidentialFields.some((field) => path === field || path.startsWith(`${field}.`));

/** The columns of the reports that are one of a kind. */
const singleReportColumns = {
  [costReportName]: costReportColumns,
  [performanceReportName]: performanceColumns,
  [accessReportName]: accessColumns,
} as const;

const isSingleReport = (kind: ExportKind): kind is keyof typeof singleReportColumns => Object.hasOwn(singleReportColumns, kind);

/**
 * The columns of an export as CSV. A field that the caller must not see has no column, so that an import of the file leaves it as it is (X2). A
 * price has two columns: its amount and its currency.
 */
export const columnsOfExport = (kind: ExportKind, caller: Caller): readonly string[] => {
  if (isPeriodReport(kind)) return periodReportRecords[kind].columns;
  if (isSingleReport(kind)) return singleReportColumns[kind];
  if (isReportKind(kind)) return reportColumns[kind];
  const seesAll = kind !== 'assets' || has(caller, ...valueReaders);
  return Object.entries(kindRecords[kind].columns)
    .filter(([path, type]) => type !== 'money' && (seesAll || !isConfidential(path)))
    .map(([path]) => path);
};

/** Whether an export with these columns may be given to a caller: their roles may have changed since it was requested. */
export const maySeeExport = ({ kind, columns = [] }: Pick<Export, 'kind' | 'columns'>, caller: Caller): boolean => {
  const seen = columnsOfExport(kind, caller);
  return mayExport(kind, caller) && columns.every((column) => seen.includes(column));
};

/** A plain decimal, such as -5.00. */
const isDecimal = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);

const valueAt = (entity: object, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, part) => (isObject(inner) ? inner[part] : undefined), entity);

const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.some(isObject) ? JSON.stringify(value) : value.join('; ');
  if (isObject(value)) return Object.keys(value).length === 0 ? '' : JSON.stringify(value);
  return value === undefined || value === null ? '' : String(value);
};

/** Whether the cells of a column are numbers, which may begin with a minus and are no formulas. */
const isNumeric = (kind: TransferKind, path: string): boolean => {
  const type = typeOfField(kindRecords[kind], path);
  return type === 'amount' || type === 'count';
};

/** The cells of one entry. A text that a spreadsheet would run as a formula is neutralized. A number stays one. */
export const cellsOf = (kind: TransferKind, entity: object, columns: readonly string[]): readonly string[] =>
  columns.map((path) => {
    const text = textOf(valueAt(entity, path));
    return isNumeric(kind, path) && isDecimal(text) ? text : neutralized(text);
  });
