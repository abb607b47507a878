import type * as z from 'zod';

type Issue = z.core.$ZodIssue;

/** What a field must be, by the type that its schema expects. */
const typeWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  null: 'null',
};

/** What a field must be, by the format of its text, with an example. */
const formatWords: Readonly<Record<string, string>> = {
  email: 'an e-mail address such as ada@example.com',
  uuid: 'an id such as 01936d3f-5c00-7000-8000-000000000001',
  datetime: 'a time with its offset such as 2026-11-24T02:00:00Z',
  date: 'a date such as 2026-11-24',
  url: 'an address such as https://example.com/path',
};

const shownLength = 60;

/** A value as a message shows it. Secrets are never repeated, and long values are cut. */
const shown = ({ path, input }: Issue): string => {
  if (path.some((part) => /secret|token|password/i.test(String(part)))) return 'the value';
  const text = JSON.stringify(input) ?? 'the value';
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
};

const kindOf = (input: unknown): string => {
  if (input === null) return 'null';
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'object' ? 'an object' : '';
};

const wrongType = (issue: Issue & { readonly expected: string }): string => {
  const wanted = typeWords[issue.expected] ?? 'another type of value';
  if (issue.input === undefined) return `is missing; it must be ${wanted}`;
  return `is ${kindOf(issue.input) || shown(issue)}; it must be ${wanted}`;
};

const units: Readonly<Record<string, readonly [string, string]>> = { string: ['character', 'characters'], array: ['entry', 'entries'] };

/** A size that is out of bounds. Numbers are compared themselves, texts and lists by their length. */
const wrongSize = (issue: Issue, origin: string, limit: number, bound: string): string => {
  const unit = units[origin];
  if (!unit) return `is ${shown(issue)}; it must be ${bound} ${limit}`;
  const { length = 0 } = issue.input as { length?: number };
  return `has ${length} ${unit[length === 1 ? 0 : 1]}; it must have ${bound} ${limit} ${unit[limit === 1 ? 0 : 1]}`;
};

/** Messages of our own schemas say what the value must be (`a duration such as PT30M`) or are complete. zod's own begin with `Invalid`. */
const ownMessage = (issue: Issue): string => {
  const isWanted = /^an? /.test(issue.message) && (issue.code === 'invalid_format' || issue.message.includes(' such as '));
  if (isWanted) return `is ${shown(issue)}; it must be ${issue.message}`;
  return /^Invalid/.test(issue.message) ? `is ${shown(issue)}, which is not valid here` : issue.message;
};

/** The words for the form of a union that the value fits best: the one with the fewest errors. */
const noForm = (issue: Issue & { readonly errors: readonly (readonly Issue[])[] }): string => {
  const [closest] = issue.errors.toSorted((one, other) => one.length - other.length);
  const [first] = closest ?? [];
  if (!first) return `is ${shown(issue)}, which has none of the allowed forms`;
  const place = first.path.length === 0 ? '' : `${first.path.join('/')} `;
  return `has none of the allowed forms; in the closest one, ${place}${wordsOf(first)}`;
};

/** As many values of a list are named, so that an error stays readable. */
const namedValues = 30;

const listOf = (values: readonly unknown[]): string => {
  if (values.length === 1) return JSON.stringify(values[0]);
  const named = values.slice(0, namedValues).map(String).join(', ');
  const others = values.length - namedValues;
  return `one of ${named}${others > 0 ? ` and ${others} others, which the API reference lists` : ''}`;
};

/** Says in plain words what is wrong with a value, and what is right. The issue must have the `input` that zod reports. */
export const wordsOf = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(issue);
    case 'too_small':
      return wrongSize(issue, issue.origin, Number(issue.minimum), issue.inclusive === false ? 'more than' : 'at least');
    case 'too_big':
      return wrongSize(issue, issue.origin, Number(issue.maximum), issue.inclusive === false ? 'less than' : 'at most');
    case 'invalid_value':
      return `${issue.input === undefined ? 'is missing' : `is ${kindOf(issue.input) || shown(issue)}`}; it must be ${listOf(issue.values)}`;
    case 'invalid_format': {
      const words = formatWords[issue.format];
      return words ? `is ${shown(issue)}; it must be ${words}` : ownMessage(issue);
    }
    case 'invalid_union':
      return /^Invalid/.test(issue.message) ? noForm(issue as never) : issue.message;
    case 'invalid_key':
      return `this name of a field ${wordsOf((issue.issues[0] ?? issue) as Issue)}`;
    default:
      return ownMessage(issue);
  }
};

type Definition = Readonly<Record<'innerType' | 'in' | 'shape' | 'element' | 'valueType', unknown>>;

const definitionOf = (schema: unknown): Partial<Definition> => ((schema as z.ZodType | undefined)?.def ?? {}) as Partial<Definition>;

/** The schema below optional, default, nullable and piped schemas. */
const unwrapped = (schema: unknown): unknown => {
  const { innerType, in: input } = definitionOf(schema);
  return innerType === undefined && input === undefined ? schema : unwrapped(innerType ?? input);
};

/** The names of the fields that a schema knows at a path. Empty if they are not known. */
export const fieldNamesAt = (schema: unknown, path: readonly PropertyKey[]): readonly string[] => {
  let current = unwrapped(schema);
  for (const part of path) {
    const { shape, element, valueType } = definitionOf(current);
    current = unwrapped((shape as Readonly<Record<PropertyKey, unknown>> | undefined)?.[part] ?? element ?? valueType);
  }
  return Object.keys((definitionOf(current).shape as object | undefined) ?? {});
};
