import type * as z from 'zod';
import { isObject, type JsonObject } from '../domain/json-object.ts';

type Schema = z.core.$ZodType;
type Definition = z.core.$ZodTypeDef & Readonly<Record<string, unknown>>;

const isOptional = (field: Schema): boolean => field._zod.optin === 'optional' || field._zod.optout === 'optional';

const literalsOf = (field: Schema | undefined): ReadonlySet<unknown> => field?._zod.values ?? new Set();

/** Whether a value matches an option of a union: its literals are equal, and its required fields are present. Nothing else is validated. */
const matchesOption = (option: Schema, value: unknown): boolean => {
  const { type, shape } = option._zod.def as Definition;
  if (type !== 'object') return !isObject(value);
  return (
    isObject(value) &&
    Object.entries(shape as Record<string, Schema>).every(([name, field]) => {
      const literals = literalsOf(field);
      return Object.hasOwn(value, name) ? literals.size === 0 || literals.has(value[name]) : isOptional(field);
    })
  );
};

const fieldsOf = ({ shape, catchall }: Definition, value: JsonObject): Record<string, unknown> => {
  const fields = shape as Record<string, Schema>;
  const allowsOtherFields = catchall !== undefined && (catchall as Schema)._zod.def.type !== 'never';
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (!field) return allowsOtherFields ? [[name, inner]] : [];
      return inner === undefined ? [] : [[name, project(field, inner)]];
    }),
  );
};

const projections: Readonly<Record<string, (definition: Definition, value: unknown) => unknown>> = {
  object: (definition, value) => (isObject(value) ? fieldsOf(definition, value) : value),
  array: ({ element }, value) => (Array.isArray(value) ? value.map((inner) => project(element as Schema, inner)) : value),
  record: ({ valueType }, value) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, project(valueType as Schema, inner)])) : value,
  union: ({ options }, value) => {
    const option = (options as readonly Schema[]).find((each) => matchesOption(each, value));
    return option ? project(option, value) : value;
  },
  pipe: ({ out }, value) => project(out as Schema, value),
};

/**
 * Returns the value with only the fields that the schema names. Internal fields of a row, and fields that a later version has added, are
 * therefore never sent to a client. It does not validate: tests compare responses with their contracts. Free-form objects are not changed.
 */
export const project = (schema: Schema, value: unknown): unknown => {
  const definition = schema._zod.def as Definition;
  const inner = definition.innerType as Schema | undefined;
  if (inner) return value === null || value === undefined ? value : project(inner, value);
  return projections[definition.type]?.(definition, value) ?? value;
};
