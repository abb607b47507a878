import { invalid } from '../errors.ts';
import { isObject } from '../json-object.ts';
import { pointerTo } from '../schema-error.ts';
import { definitionOf } from './definitions.ts';
import { isSlowPattern } from './slow-pattern.ts';

/**
 * Checks that a value is a JSON Schema of draft 2020-12 which can be used: keywords have values of their type, references lead to a part of
 * the same schema, and regular expressions cannot run for long.
 */

/** `whole`: the schema in which the value stands. */
type Check = (value: unknown, pointer: string, whole: unknown) => void;

const refuse = (pointer: string, detail: string): never => {
  throw invalid(pointer, 'schema/invalid', `${detail}; see JSON Schema draft 2020-12`);
};

const must =
  (accepts: (value: unknown) => boolean, words: string): Check =>
  (value, pointer) => {
    if (!accepts(value)) refuse(pointer, `must be ${words}`);
  };

const isTextList = (value: unknown): boolean => Array.isArray(value) && value.every((each) => typeof each === 'string');
const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];
const isType = (value: unknown): boolean => typeof value === 'string' && types.includes(value);

const text = must((value) => typeof value === 'string', 'a string');
const flag = must((value) => typeof value === 'boolean', 'true or false');
const number = must((value) => typeof value === 'number', 'a number');
const count = must((value) => Number.isInteger(value) && Number(value) >= 0, 'a whole number, 0 or more');
const texts = must(isTextList, 'a list of strings');

/**
 * The validator's own format `url` takes exponential time: 40 letters took it more than half a minute. It looks formats up in an object, so that
 * the name of what every object has, such as `__proto__`, would be taken for a format.
 */
const isFormat = (value: unknown): boolean => typeof value === 'string' && value !== 'url' && !(value in {});
const format = must(isFormat, 'a format of draft 2020-12, such as uri in place of url');

/** The longest regular expression. */
const longestPattern = 200;

const pattern: Check = (value, pointer) => {
  if (typeof value !== 'string' || value.length > longestPattern)
    return refuse(pointer, `must be a regular expression of at most ${longestPattern} characters`);
  if (isSlowPattern(value))
    return refuse(
      pointer,
      'may take long to match: it has many choices, repeats a group that has a choice inside, or has more than three repetitions without a limit (two if it does not begin with ^); use limits such as {1,5}',
    );
  try {
    new RegExp(value, 'u');
  } catch {
    refuse(pointer, 'must be a regular expression');
  }
};

const schema: Check = (value, pointer, whole) => {
  if (typeof value === 'boolean') return;
  if (!isObject(value)) return refuse(pointer, 'must be a schema: an object, true or false');
  for (const [keyword, inner] of Object.entries(value)) {
    const check = Object.hasOwn(keywords, keyword) ? keywords[keyword] : unsupported;
    check?.(inner, pointerTo(pointer, keyword), whole);
  }
};

const schemas: Check = (value, pointer, whole) => {
  if (!Array.isArray(value) || value.length === 0) return refuse(pointer, 'must be a list of at least one schema');
  for (const [place, each] of value.entries()) schema(each, pointerTo(pointer, place), whole);
};

const schemaMap: Check = (value, pointer, whole) => {
  if (!isObject(value)) return refuse(pointer, 'must be an object of schemas');
  for (const [name, each] of Object.entries(value)) schema(each, pointerTo(pointer, name), whole);
};

const patternMap: Check = (value, pointer, whole) => {
  schemaMap(value, pointer, whole);
  for (const name of Object.keys(value as object)) pattern(name, pointerTo(pointer, name), whole);
};

const textLists: Check = (value, pointer) => {
  if (!isObject(value)) return refuse(pointer, 'must be an object of lists of strings');
  for (const [name, each] of Object.entries(value)) texts(each, pointerTo(pointer, name), undefined);
};

/**
 * References lead to a definition at the top of this schema. References to elsewhere are not loaded, anchors are not needed in a schema of a few
 * fields, and other parts are not all checked as schemas.
 */
const reference: Check = (value, pointer, whole) => {
  if (typeof value !== 'string' || !/^#\/(\$defs|definitions)\/[^/]+$/.test(value))
    return refuse(pointer, 'must be a reference to a definition of this schema, such as #/$defs/disk');
  if (!isObject(whole) || definitionOf(whole, value) === undefined)
    refuse(pointer, `leads nowhere: this schema has no definition ${value}`);
};

/** Values that say something to people, or that a value is compared with. */
const anything: Check = () => undefined;
const unsupported: Check = (_, pointer) => refuse(pointer, 'is not supported; leave it out');

const each = (names: readonly string[], check: Check): Readonly<Record<string, Check>> =>
  Object.fromEntries(names.map((name) => [name, check]));

const keywords: Readonly<Record<string, Check>> = {
  ...each(['$schema', '$comment', 'title', 'description'], text),
  format,
  ...each(['$id', '$anchor', '$dynamicRef', '$dynamicAnchor', '$recursiveRef', '$recursiveAnchor', '__absolute_ref__'], unsupported),
  ...each(['maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum'], number),
  ...each(['maxLength', 'minLength', 'maxItems', 'minItems', 'maxContains', 'minContains', 'maxProperties', 'minProperties'], count),
  ...each(['uniqueItems', 'deprecated', 'readOnly', 'writeOnly'], flag),
  ...each(['items', 'contains', 'additionalProperties', 'unevaluatedItems', 'unevaluatedProperties', 'propertyNames'], schema),
  ...each(['not', 'if', 'then', 'else'], schema),
  ...each(['allOf', 'anyOf', 'oneOf', 'prefixItems'], schemas),
  ...each(['properties', '$defs', 'definitions', 'dependentSchemas'], schemaMap),
  ...each(['const', 'default', 'examples'], anything),
  $ref: reference,
  pattern,
  patternProperties: patternMap,
  required: texts,
  dependentRequired: textLists,
  enum: must((value) => Array.isArray(value) && value.length > 0, 'a list of at least one value'),
  multipleOf: must((value) => typeof value === 'number' && value > 0, 'a number above 0'),
  type: must((value) => isType(value) || (Array.isArray(value) && value.length > 0 && value.every(isType)), `one of ${types.join(', ')}`),
};

/** References to definitions with references multiply what has to be checked. */
const mostReferences = 20;

/** @throws DomainError invalid `schema/invalid` with a pointer to the part that is wrong */
export const assertJsonSchema = (value: unknown, pointer: string): void => {
  schema(value, pointer, value);
  if (JSON.stringify(value).split('"$ref":').length - 1 > mostReferences) refuse(pointer, `has more than ${mostReferences} references`);
};
