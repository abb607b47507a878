import { stringify } from 'csv-stringify/sync';

/** Rows of cells as CSV, with the line ends of RFC 4180. */
export const csvLines = (rows: readonly (readonly string[])[]): string => stringify([...rows], { record_delimiter: '\r\n' });
