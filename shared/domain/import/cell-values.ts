import { DomainError, type FieldError, invalid } from '../errors.ts';
import { isTooDeep, maxDepth } from '../json-object.ts';

/** How numbers are written in a file, each by an example: with which sign between thousands, and which before the decimals. */
export const decimalFormats = ['1,234.56', '1.234,56', '1 234,56', "1'234.56"] as const;
export type DecimalFormat = (typeof decimalFormats)[number];

/** What a column of a file has. `text` is one line, `lines` may be several; `money` is an amount with its currency, such as `1234.50 EUR`; `count` is a number of things; `flag` is true or false. */
export type ColumnType = 'text' | 'lines' | 'date' | 'amount' | 'count' | 'money' | 'flag' | 'list' | 'json';

export interface CellFormats {
  readonly dateFormat?: string | undefined;
  readonly numberFormat?: DecimalFormat | undefined;
}

/** The pointer to a field: `purchase.date` is `/purchase/date`. */
export const pointerOf = (path: string): string => `/${path.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('.', '/')}`;

/**
 * The longest text of a cell that is a date or an amount, and the longest that can mean something else. Longer ones are not even looked at, because
 * regular expressions take too long on them.
 */
export const longestToken = 200;

const plainDate = 'yyyy-MM-dd';

const dateParts: Readonly<Record<string, string>> = { y: '(?<year>\\d{4})', M: '(?<month>\\d{1,2})', d: '(?<day>\\d{1,2})' };

const patternOf = (format: string): RegExp =>
  new RegExp(`^${format.replaceAll(/yyyy|MM?|dd?|\./g, (part) => dateParts[part.charAt(0)] ?? '\\.')}$`);

/** A date as the file declares it, as a calendar date. A time of day after a plain date is left out. */
const dateOf = (text: string, path: string, format = plainDate): string => {
  const written = format === plainDate ? text.replace(/[T ]\d{2}:\d{2}.*$/, '') : text;
  const { year, month = '', day = '' } = patternOf(format).exec(written)?.groups ?? {};
  if (year !== undefined) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  throw invalid(
    pointerOf(path),
    'import/not-a-date',
    `${text} is not a date of the format ${format}; correct it, or declare its dateFormat`,
  );
};

const signs: Readonly<Record<DecimalFormat, readonly [thousands: string, decimals: string]>> = {
  '1,234.56': [',', '.'],
  '1.234,56': ['.', ','],
  '1 234,56': [' ', ','],
  "1'234.56": ["'", '.'],
};

const escaped = (sign: string): string => sign.replace('.', '\\.');

/** A number as the file declares it, as a decimal such as `1234.50`. Decimals are kept as they are. */
const amountOf = (text: string, path: string, format: DecimalFormat = '1,234.56'): string => {
  const [thousands, decimals] = signs[format];
  const written = text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'");
  const grouped = `\\d{1,3}(?:${escaped(thousands)}\\d{3})+`;
  const found = new RegExp(`^(-?)(${grouped}|\\d+)(?:${escaped(decimals)}(\\d+))?$`).exec(written);
  if (!found) {
    const detail = `${text} is not a number of the format ${format}; correct it, or declare its numberFormat`;
    throw invalid(pointerOf(path), 'import/not-a-number', detail);
  }
  const [, sign = '', whole = '', rest] = found;
  const digits = whole.replaceAll(thousands, '').replace(/^0+(?=\d)/, '');
  return `${sign}${digits}${rest === undefined ? '' : `.${rest}`}`;
};

/** An amount with its currency before or after it. Without one, the currency comes from another column or from `defaults`. */
const moneyOf = (text: string, path: string, format: DecimalFormat | undefined): object => {
  const [, before, amount = '', after] = /^(?:([A-Z]{3})\s*)?(.*?)(?:\s*([A-Z]{3}))?$/.exec(text) ?? [];
  const currency = before ?? after;
  return { amount: amountOf(amount, `${path}.amount`, format), ...(currency === undefined ? {} : { currency }) };
};

const flagOf = (text: string, path: string): boolean => {
  const folded = text.toLowerCase();
  if (folded === 'true' || folded === 'false') return folded === 'true';
  const detail = `${text} is neither true nor false; correct it, or say in values what it means`;
  throw invalid(pointerOf(path), 'import/not-a-boolean', detail);
};

const parsedJson = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(pointerOf(path), 'import/not-json', `the text is not JSON; send an object such as {"room": "2.14"}`);
  }
};

/** @throws DomainError invalid `body/too-deep` */
export const assertDepth = (value: unknown, pointer: string): void => {
  if (isTooDeep(value)) throw invalid(pointer, 'body/too-deep', `it is nested deeper than ${maxDepth} levels`);
};

const jsonOf = (text: string, path: string): unknown => {
  const value = parsedJson(text, path);
  assertDepth(value, pointerOf(path));
  return value;
};

/** A text in a field of one line. Spreadsheets break lines in cells, so the lines are joined by blanks. */
const oneLine = (text: string): string =>
  /[\r\n]/.test(text)
    ? text
        .split(/[\r\n]+/)
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join(' ')
    : text;

const listOf = (text: string): readonly string[] =>
  text
    .split(/[;,|]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

const wrongToken = {
  date: 'import/not-a-date',
  amount: 'import/not-a-number',
  count: 'import/not-a-number',
  money: 'import/not-a-number',
  flag: 'import/not-a-boolean',
} as const;
const isToken = (type: ColumnType): type is keyof typeof wrongToken => Object.hasOwn(wrongToken, type);

/** The value of a text in a column of this type. @throws DomainError invalid, with a pointer to the field */
export const valueOfText = (text: string, path: string, type: ColumnType, { dateFormat, numberFormat }: CellFormats): unknown => {
  if (isToken(type) && text.length > longestToken)
    throw invalid(pointerOf(path), wrongToken[type], `the text has more than ${longestToken} characters; correct it`);
  const read: Readonly<Record<ColumnType, () => unknown>> = {
    text: () => oneLine(text),
    lines: () => text,
    date: () => dateOf(text.trim(), path, dateFormat),
    amount: () => amountOf(text.trim(), path, numberFormat),
    count: () => Number(amountOf(text.trim(), path, numberFormat)),
    money: () => moneyOf(text.trim(), path, numberFormat),
    flag: () => flagOf(text.trim(), path),
    list: () => listOf(text),
    json: () => jsonOf(text, path),
  };
  return read[type]();
};

/** The error about a row with all its faults. */
export const rowError = (errors: readonly FieldError[]): DomainError =>
  new DomainError('invalid', errors[0]?.code ?? 'import/row-invalid', errors[0]?.detail ?? 'the row is not valid', { errors });
