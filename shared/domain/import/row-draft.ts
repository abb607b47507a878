import { isObject, type JsonObject } from '../json-object.ts';
import { mergePatch } from '../resource/merge-patch.ts';
import type { RowFields } from './import-row.ts';
import { freeParts } from './transfer-kinds.ts';

type Values = Readonly<Record<string, string>>;

const partsOf = (path: string): readonly string[] => {
  const [first = '', ...rest] = path.split('.');
  return freeParts.includes(first) && rest.length > 0 ? [first, rest.join('.')] : [first, ...rest];
};

/** The value at a path. Undefined if there is none. */
const valueAt = (object: unknown, path: string): unknown =>
  partsOf(path).reduce<unknown>((inner, part) => (isObject(inner) && Object.hasOwn(inner, part) ? inner[part] : undefined), object);

/** Puts the members of an object into another one, which is changed. Any other value replaces, also `null`. */
const combined = (one: unknown, other: unknown): unknown => {
  if (!isObject(one) || !isObject(other)) return other;
  const whole: Record<string, unknown> = one;
  for (const [name, value] of Object.entries(other)) whole[name] = Object.hasOwn(whole, name) ? combined(whole[name], value) : value;
  return whole;
};

/**
 * An object with these values at their paths. Values at the same path are combined: an amount, and its currency of another column. A row may have
 * thousands of fields, so the object is changed and not copied for each of them.
 */
const nested = (values: Iterable<readonly [path: string, value: unknown]>): JsonObject => {
  const whole: JsonObject = {};
  for (const [path, value] of values) {
    const own = mergePatch(undefined, value);
    const parts = partsOf(path);
    combined(
      whole,
      parts.reduceRight<unknown>((inner, part) => ({ [part]: inner }), own),
    );
  }
  return whole;
};

/** How a row is filled: with the values of fields that are empty or absent, and the paths at which its kind has amounts of money. */
export interface RowFilling {
  readonly defaults: Values;
  readonly money: readonly string[];
}

/** The values of the fields that are empty in a row, and for which others of its fields stand in. */
export const stoodIn = (fields: RowFields, standIns: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, unknown> =>
  new Map(
    Object.entries(standIns).flatMap(([path, others]) => {
      const from = fields.get(path) == null ? others.find((other) => fields.get(other) != null) : undefined;
      return from === undefined ? [] : [[path, fields.get(from)] as const];
    }),
  );

const currencyOf = (path: string): string => `${path}.currency`;

/**
 * The currency of an amount that has none: that of `defaults`. A currency without an amount says nothing: it is left out.
 */
const withCurrencyAt = (fields: RowFields, path: string, defaults: Values): RowFields => {
  const currencyPath = currencyOf(path);
  const amount = fields.get(path) ?? fields.get(`${path}.amount`);
  const currency = fields.get(currencyPath) ?? (isObject(amount) ? amount.currency : undefined) ?? defaults[currencyPath];
  const others = [...fields].filter(([each]) => each !== currencyPath);
  if (amount == null || currency === undefined) return new Map(others);
  return new Map([...others, [currencyPath, currency]]);
};

const withCurrencies = (given: RowFields, { defaults, money }: RowFilling): RowFields =>
  money.reduce((fields, path) => withCurrencyAt(fields, path, defaults), given);

/** The draft of what a row creates: empty and absent fields have their defaults. */
export const draftOf = (given: RowFields, filling: RowFilling): JsonObject => {
  const fields = withCurrencies(given, filling);
  const currencies = filling.money.map(currencyOf);
  const filled = Object.entries(filling.defaults).filter(([path]) => fields.get(path) == null && !currencies.includes(path));
  return nested([...fields, ...filled].filter(([, value]) => value != null));
};

/** An object that would have no member left is cleared as a whole. */
const withoutEmpty = (patch: JsonObject, before: object): JsonObject =>
  Object.fromEntries(
    Object.entries(patch).map(([name, value]) => {
      const after = isObject(value) ? mergePatch(valueAt(before, name), value) : value;
      return [name, isObject(after) && Object.keys(after).length === 0 ? null : value];
    }),
  );

/**
 * The merge patch that makes a stored resource what a row says. An empty field is cleared if it has a value, an absent one is left as it is.
 */
export const patchOfRow = (given: RowFields, before: object, filling: RowFilling): JsonObject => {
  const fields = withCurrencies(given, filling);
  const cleared = [...fields].filter(([path, value]) => value === null && valueAt(before, path) !== undefined).map(([path]) => path);
  // The amount and its currency are one value: without an amount there is no price.
  const whole = cleared.map((path) => filling.money.find((amount) => path.startsWith(`${amount}.`)) ?? path);
  const nulls = nested(whole.map((path) => [path, null]));
  return withoutEmpty(combined(nulls, nested([...fields].filter(([, value]) => value != null))) as JsonObject, before);
};
