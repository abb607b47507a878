import { isObject, type JsonObject } from '../json-object.ts';

/** The most characters of a text that an expression of a schema matches. The time that an expression takes grows with a power of it. */
export const longestMatched = 200;

/** The same expression, which matches no longer text. */
const bounded = (expression: string): string => `^(?![^]{${longestMatched + 1}})[^]*?(?:${expression})`;

/** Keywords that have schemas by name, and those with values that are only compared. */
const named: readonly string[] = ['properties', '$defs', 'definitions', 'dependentSchemas'];
const compared: readonly string[] = ['const', 'enum', 'default', 'examples', 'required', 'dependentRequired'];

const mapped = (schemas: object, nameOf = (name: string) => name): JsonObject =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [nameOf(name), boundedSchema(schema)]));

const boundedKeyword = (keyword: string, value: unknown): unknown => {
  if (keyword === 'pattern') return bounded(String(value));
  if (keyword === 'patternProperties') return mapped(Object(value), bounded);
  if (named.includes(keyword)) return mapped(Object(value));
  return compared.includes(keyword) ? value : boundedSchema(value);
};

const boundedSchema = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(boundedSchema);
  if (!isObject(schema)) return schema;
  return Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, boundedKeyword(keyword, value)]));
};

/** A copy of a JSON Schema in which no regular expression matches a text of more than `longestMatched` characters. */
export const withBoundedPatterns = (schema: JsonObject): JsonObject => boundedSchema(structuredClone(schema)) as JsonObject;
