import { type Schema, Validator } from '@cfworker/json-schema';
import { DomainError, type FieldError, invalid } from '../errors.ts';
import type { JsonObject } from '../json-object.ts';
import { longestMatched, withBoundedPatterns } from './bounded-patterns.ts';
import { assertJsonSchema } from './json-schema.ts';

/** The validator writes into the schema, so it gets a copy. */
const errorsOf = (schema: JsonObject, fields: unknown) =>
  new Validator(withBoundedPatterns(schema) as Schema, '2020-12', false).validate(fields).errors;

/**
 * Checks that a schema of custom fields is a JSON Schema, and that it can be applied: a reference to nothing, or to itself, cannot.
 * @throws DomainError invalid `category/schema-invalid`
 */
export const assertFieldSchema = (schema: JsonObject): void => {
  assertJsonSchema(schema, '/customFields');
  try {
    for (const sample of [{}, [], '', 0, null]) errorsOf(schema, sample);
  } catch {
    throw invalid('/customFields', 'category/schema-invalid', 'has a $ref that leads nowhere, or to itself; correct it');
  }
};

/** Errors that only say that an inner one occurred. */
const outerKeywords = ['properties', 'patternProperties', 'additionalProperties', '$ref', 'allOf', 'items', 'prefixItems', 'then', 'else'];

/** `required` is reported for the object. It is told for the field that is missing. */
const pointerOf = (location: string, keyword: string, error: string): string => {
  const pointer = `/customFields${location.slice(1)}`;
  const name = keyword === 'required' ? /required property "(.*)"/.exec(error)?.[1] : undefined;
  return name === undefined ? pointer : `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
};

/** What is wrong, and what a pattern does not say itself. */
const wordsOf = (keyword: string, error: string): string =>
  keyword === 'pattern' ? `${error} A text of more than ${longestMatched} characters never does.` : error;

const shown = 20;

interface FieldCategory {
  readonly name: string;
  readonly customFields?: JsonObject | undefined;
}

/**
 * Checks the custom fields of an asset by the schema of its category.
 * @throws DomainError invalid `asset/custom-fields` with a pointer to each field that is wrong
 */
export const assertCustomFields = ({ name, customFields }: FieldCategory, fields: unknown): void => {
  if (customFields === undefined) return;
  let found: ReturnType<typeof errorsOf>;
  try {
    found = errorsOf(customFields, fields);
  } catch {
    throw invalid('/customFields', 'category/schema-invalid', `the schema of category ${name} leads to itself; correct the category first`);
  }
  if (found.length === 0) return;
  const inner = found.filter(({ keyword }) => !outerKeywords.includes(keyword));
  const errors = (inner.length > 0 ? inner : found).slice(0, shown).map(
    ({ instanceLocation, keyword, error }): FieldError => ({
      pointer: pointerOf(instanceLocation, keyword, error),
      code: 'asset/custom-fields',
      detail: `${wordsOf(keyword, error)} (the schema of category ${name})`,
    }),
  );
  const detail = `${errors[0]?.pointer}: ${errors[0]?.detail}`;
  throw new DomainError('invalid', 'asset/custom-fields', detail, { errors });
};
