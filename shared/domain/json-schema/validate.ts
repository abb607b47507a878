import { type Schema, Validator } from '@cfworker/json-schema';
import { type DomainError, invalid } from '../errors.ts';
import type { JsonObject } from '../json-object.ts';
import { longestMatched, withBoundedPatterns } from './bounded-patterns.ts';
import { assertJsonSchema } from './json-schema.ts';
import { workFault } from './work.ts';

/** The validator writes into the schema, so it gets a copy. */
const errorsOf = (schema: JsonObject, value: unknown) =>
  new Validator(withBoundedPatterns(schema) as Schema, '2020-12', false).validate(value).errors;

const unusable = 'has a $ref that leads nowhere, or to itself; correct the schema';
const tooMuch = (pointer: string): DomainError =>
  invalid(
    pointer,
    'schema/too-much-work',
    'takes too long to check by its schema; send fewer or shorter values, or make the schema simpler',
  );

/** What the validator finds, after a check that it does not take long. @throws DomainError invalid `schema/too-much-work`, `schema/invalid` */
const checkedErrors = (schema: JsonObject, value: unknown, pointer: string): ReturnType<typeof errorsOf> => {
  const fault = workFault(schema, value);
  if (fault === 'too-much') throw tooMuch(pointer);
  if (fault) throw invalid(pointer, 'schema/invalid', unusable);
  try {
    return errorsOf(schema, value);
  } catch (error) {
    // The validator passes its errors as arguments, of which the engine takes only so many.
    if (error instanceof RangeError) throw tooMuch(pointer);
    throw error;
  }
};

/**
 * Checks that a schema is a JSON Schema, and that it can be applied: a reference to nothing, or to itself, cannot.
 * @param pointer where the schema stands in the request
 * @throws DomainError invalid `schema/invalid`; `schema/too-much-work` if it takes long to apply even to an empty value
 */
export const assertSchema = (schema: JsonObject, pointer: string): void => {
  assertJsonSchema(schema, pointer);
  for (const sample of [{}, [], '', 0, null]) checkedErrors(schema, sample, pointer);
};

/** Errors that only say that an inner one occurred. */
const outerKeywords = ['properties', 'patternProperties', 'additionalProperties', '$ref', 'allOf', 'items', 'prefixItems', 'then', 'else'];

/** `required` is reported for the object. It is told for the field that is missing. */
const pathOf = (location: string, keyword: string, error: string): string => {
  const name = keyword === 'required' ? /required property "(.*)"/.exec(error)?.[1] : undefined;
  return name === undefined ? location.slice(1) : `${location.slice(1)}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
};

/** What is wrong, and what a pattern does not say itself. */
const wordsOf = (keyword: string, error: string): string =>
  keyword === 'pattern' ? `${error} A text of more than ${longestMatched} characters never does.` : error;

/** A part of a value that its schema refuses: a JSON pointer into the value, and why. */
export interface SchemaFault {
  readonly path: string;
  readonly text: string;
}

/** The most faults that are told of one value. */
const shown = 20;

/**
 * What a schema refuses in a value, at most 20 parts of it.
 * @param pointer where the value stands in the request
 * @throws DomainError invalid `schema/too-much-work` if the check would take long; `schema/invalid` if the schema leads to itself for this value
 */
export const schemaFaults = (schema: JsonObject, value: unknown, pointer: string): readonly SchemaFault[] => {
  const found = checkedErrors(schema, value, pointer);
  const inner = found.filter(({ keyword }) => !outerKeywords.includes(keyword));
  return (inner.length > 0 ? inner : found)
    .slice(0, shown)
    .map(({ instanceLocation, keyword, error }) => ({ path: pathOf(instanceLocation, keyword, error), text: wordsOf(keyword, error) }));
};
