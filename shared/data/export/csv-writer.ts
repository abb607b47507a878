import { stringify } from 'csv-stringify/sync';

/** Rows of cells as CSV, with the line ends of RFC 4180. A cell with a line end of another kind is quoted, too. */
export const csvLines = (rows: readonly (readonly string[])[]): string =>
  stringify([...rows], { record_delimiter: '\r\n', quoted_match: /[\r\n]/ });
