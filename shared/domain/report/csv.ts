import { isObject } from '../json-object.ts';

type Cell = { readonly path: string; readonly value: unknown };

const isMoney = (value: unknown): value is { readonly amount: string; readonly currency: string } =>
  isObject(value) && typeof value.amount === 'string' && typeof value.currency === 'string';

/** The cells of a row, at every depth: `cost.opening`. Money is an amount; its currency is a column of its own. */
const cellsOf = (row: object, path: readonly string[] = []): readonly Cell[] =>
  Object.entries(row).flatMap(([name, value]): readonly Cell[] => {
    const inner = [...path, name];
    if (isMoney(value))
      return [{ path: inner.join('.'), value: Number.isNaN(Number(value.amount)) ? value.amount : new Amount(value.amount) }];
    if (isObject(value)) return cellsOf(value, inner);
    return [{ path: inner.join('.'), value }];
  });

/** An amount is a number, and never a formula, although it may begin with a minus. */
class Amount {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Spreadsheets run a text that begins like a formula. An apostrophe in front makes it a text. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** What an entry of a list is called: its name, where ids come with names, or else the entry itself. */
const nameOrSelf = (entry: unknown): unknown => (isObject(entry) && typeof entry.name === 'string' ? entry.name : entry);

const written = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (value instanceof Amount) return value.text;
  if (Array.isArray(value)) return written(value.map(nameOrSelf).join(','));
  return quoted(typeof value === 'string' ? harmless(value) : String(value));
};

const isOf = (id: unknown, entry: unknown): boolean =>
  isObject(entry) && Object.entries(entry).some(([field, value]) => field !== 'name' && value === id);

/**
 * What a list of names has for each id of the list beside it: `teamNames` for `teams`. An answer leaves out what has no name any more. A table
 * keeps an empty entry for it, so that the two lists are pairs.
 */
const pairedNames = (cells: ReadonlyMap<string, unknown>, column: string): unknown => {
  const [names, ids] = [cells.get(column), cells.get(column.replace(/Names$/, 's'))];
  if (!column.endsWith('Names') || !Array.isArray(names) || !Array.isArray(ids)) return names;
  return ids.map((id) => names.find((entry) => isOf(id, entry)) ?? '');
};

/** The currency of the first amount of a row. */
const currencyIn = (row: object): string | undefined => Object.values(row).find(isMoney)?.currency;

/** The first line of a table in CSV: the names of the columns. */
export const tableHead = (columns: readonly string[]): string => `${columns.map(quoted).join(',')}\r\n`;

/**
 * Rows as lines of CSV (RFC 4180). Amounts are decimals without a currency. A table of amounts has the column `currency` for it: that of all
 * rows, or else that of each row. A list is one cell with commas between its values; of ids with names it has the names, an
 * empty one for what has none.
 */
export const tableLines = (columns: readonly string[], rows: readonly object[], currency: string | undefined): string =>
  rows
    .map((row) => {
      const cells = new Map(cellsOf(row).map(({ path, value }) => [path, value]));
      cells.set('currency', currency ?? currencyIn(row));
      return `${columns.map((column) => written(pairedNames(cells, column))).join(',')}\r\n`;
    })
    .join('');

/** Rows as a table in CSV, with the names of the columns in the first line. */
export const csvOf = (columns: readonly string[], rows: readonly object[], currency: string | undefined): string =>
  tableHead(columns) + tableLines(columns, rows, currency);
