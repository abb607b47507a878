import { type DomainError, type FieldError, invalid, isDomainError } from '../errors.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import { pointerTo } from '../schema-error.ts';
import { assertDepth, type CellFormats, type ColumnType, longestToken, pointerOf, rowError, valueOfText } from './cell-values.ts';
import { restored } from './formulas.ts';

/** The fields that the columns of a kind may be. */
export interface KindFields {
  /** By path, such as `purchase.date`. */
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** The beginnings of paths whose last part is free, such as `customFields.`. */
  readonly freePrefixes?: readonly string[];
  /** Fields of exports that are not imported. */
  readonly readOnly: readonly string[];
}

/** The field that a column is mapped to that is to be left out. */
export const noField = '';

/** How a row is read. `values`: what the texts of a column mean, by path. */
export interface RowFormats extends CellFormats {
  readonly mapping: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What the file has before texts that begin like a formula. @default an apostrophe */
  readonly formulaSign?: string | undefined;
}

/** What a row says: the value of each field by its path. `null` is an empty cell. A field that has no column is missing. */
export type RowFields = ReadonlyMap<string, unknown>;

/** The type of a field. Undefined if the kind has no such field. */
export const typeOfField = ({ columns, freePrefixes = [] }: KindFields, path: string): ColumnType | undefined => {
  if (Object.hasOwn(columns, path)) return columns[path];
  if (isPrototype(path)) return undefined;
  return freePrefixes.some((prefix) => path.startsWith(prefix) && path.length > prefix.length) ? 'lines' : undefined;
};

/** A member with this name would change the prototype of an object, so it cannot be stored. */
const prototype = '__proto__';
const isPrototype = (path: string): boolean => path.endsWith(`.${prototype}`);

/** The pointer of the first member of a value that cannot be stored. Undefined if there is none. */
const prototypeIn = (value: unknown, at: string): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const pointer = pointerTo(at, name);
    const found = name === prototype ? pointer : prototypeIn(inner, pointer);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** @throws DomainError invalid `import/row-invalid` with a pointer to a name that cannot be stored */
const assertStorable = (path: string, value: unknown): void => {
  const pointer = isPrototype(path) && value !== null ? pointerOf(path) : prototypeIn(value, pointerOf(path));
  if (pointer !== undefined)
    throw invalid(pointer, 'import/row-invalid', `a field named ${prototype} cannot be stored; leave it out or rename it`);
};

const plain = (name: string): string => name.trim().toLowerCase();

/**
 * The fields of the columns of a file, in their order. A column that is no field is undefined: it is left out, as is one whose name an earlier
 * column has. Names of fields match regardless of
 * case but `id`: an `ID` is the number of a row in another system.
 */
export const fieldsOfColumns = (
  names: readonly string[],
  kind: KindFields,
  mapping: Readonly<Record<string, string>>,
): readonly (string | undefined)[] => {
  const mapped = new Map(Object.entries(mapping).map(([column, path]) => [plain(column), path]));
  const paths = new Map(Object.keys(kind.columns).flatMap((path) => (path === 'id' ? [] : [[plain(path), path]])));
  const taken = new Set<string>();
  // Free names, such as those of custom fields, are compared exactly.
  const isFree = (name: string) => kind.freePrefixes?.some((prefix) => name.trim().startsWith(prefix)) ?? false;
  const nameOf = (name: string) => (isFree(name) ? name.trim() : plain(name));
  return names.map((name) => {
    if (taken.has(nameOf(name))) return undefined;
    taken.add(nameOf(name));
    const path = mapped.get(plain(name)) ?? paths.get(plain(name)) ?? name.trim();
    // The rows that have a value there are refused.
    return typeOfField(kind, path) === undefined && !isPrototype(path) ? undefined : path;
  });
};

/** What a text means: itself, or what the caller or the preset declares for it. `Deployed (deployed)` is also looked up without its brackets. */
const meaningOf = (text: string, meanings: Readonly<Record<string, string>> | undefined): string => {
  if (!meanings || text.length > longestToken) return text;
  const by = new Map(Object.entries(meanings).map(([from, to]) => [plain(from), to]));
  const [, before = text, within = text] = /^(.*?)\s*\(([^()]*)\)\s*$/.exec(text) ?? [];
  return by.get(plain(text)) ?? by.get(plain(before)) ?? by.get(plain(within)) ?? text;
};

/** Collects the fields of a row, and everything that is wrong in it. The first column of a field counts, unless it is empty. */
const collector = () => {
  const fields = new Map<string, unknown>();
  const errors: FieldError[] = [];
  return {
    fields,
    errors,
    add: (path: string, read: () => unknown): void => {
      if (fields.get(path) != null) return;
      try {
        const value = read();
        assertStorable(path, value);
        fields.set(path, value);
      } catch (error) {
        if (!isDomainError(error)) throw error;
        errors.push(...error.errors);
      }
    },
    done: (): RowFields => {
      if (errors.length > 0) throw rowError(errors);
      return fields;
    },
  };
};

/** The fields of a row of CSV. A cell of blanks is empty. @throws DomainError invalid with all faults of the row */
export const fieldsOfCells = (
  cells: readonly string[],
  columns: readonly (string | undefined)[],
  kind: KindFields,
  formats: RowFormats,
): RowFields => {
  const row = collector();
  if (cells.length !== columns.length) throw wrongNumber(cells.length, columns.length);
  for (const [at, path] of columns.entries()) {
    const cell = cells[at] ?? '';
    if (path === undefined) continue;
    const type = typeOfField(kind, path) ?? 'text';
    const text = meaningOf(restored(cell, formats.formulaSign), formats.values[path]);
    row.add(path, () => (cell.trim() === '' ? null : valueOfText(text, path, type, formats)));
  }
  return row.done();
};

const wrongNumber = (has: number, wanted: number): DomainError =>
  rowError([
    {
      pointer: '',
      code: 'import/wrong-number-of-cells',
      detail: `the row has ${has} cells, and the file has ${wanted} columns; add or remove some`,
    },
  ]);

/** The value of a member of JSON: a text is read like a cell, any other value is taken as it is. */
const valueOfMember = (value: unknown, path: string, type: ColumnType, formats: RowFormats): unknown => {
  if (value === null || value === '') return null;
  if (typeof value === 'number' && type === 'amount') return String(value);
  return typeof value === 'string' ? valueOfText(meaningOf(value, formats.values[path]), path, type, formats) : value;
};

/** The fields of a row of NDJSON. @throws DomainError invalid with all faults of the row */
export const fieldsOfObject = (object: JsonObject, kind: KindFields, formats: RowFormats): RowFields => {
  assertDepth(object, '');
  const row = collector();
  const visit = (members: JsonObject, prefix: string): void => {
    for (const [name, value] of Object.entries(members)) {
      const given = `${prefix}${name}`;
      const path = (Object.hasOwn(formats.mapping, given) ? formats.mapping[given] : undefined) ?? given;
      const type = typeOfField(kind, path);
      if (path === noField || kind.readOnly.includes(path)) continue;
      if (type !== undefined) row.add(path, () => valueOfMember(value, path, type, formats));
      else if (isObject(value)) visit(value, `${path}.`);
      else
        row.errors.push({ pointer: pointerOf(path), code: 'unknown-field', detail: 'unknown field; leave it out, or map it to another' });
    }
  };
  visit(object, '');
  return row.done();
};
