import * as z from 'zod';

// Only types of zod's `core` are used here. Importing its values would add all locales of zod to every bundle.
type Definition = z.core.$ZodTypeDef & Readonly<Record<string, unknown>>;

/** The properties of a zod definition that contain one schema, and those that contain a list of schemas. */
const single = ['innerType', 'element', 'valueType', 'in', 'out', 'left', 'right', 'rest'] as const;
const lists = ['options', 'items'] as const;

const loosened = (value: unknown): unknown => (value instanceof z.ZodType ? tolerant(value) : value);

/** The fields of an object's schema, each made tolerant. All other fields are accepted and kept. */
const looseFields = ({ shape }: Definition): object => ({
  shape: Object.fromEntries(Object.entries(shape as Record<string, z.ZodType>).map(([name, field]) => [name, tolerant(field)])),
  catchall: z.unknown(),
});

const cache = new WeakMap<z.ZodType, z.ZodType>();

const derived = <S extends z.ZodType>(schema: S): S => {
  const definition = schema.def as Definition;
  const changed: Record<string, unknown> = definition.type === 'object' ? { ...looseFields(definition) } : {};
  for (const part of single) if (definition[part] !== undefined) changed[part] = loosened(definition[part]);
  for (const part of lists) if (Array.isArray(definition[part])) changed[part] = definition[part].map(loosened);
  return Object.keys(changed).length === 0 ? schema : schema.clone({ ...definition, ...changed } as S['def']);
};

/**
 * The same schema, but one that accepts and keeps unknown fields at every depth. Stored rows are read with it. During a deployment, two
 * versions of a function run at the same time, and the older one must neither reject nor lose fields that the newer one has written (T2).
 * The result is cached for each schema.
 */
export const tolerant = <S extends z.ZodType>(schema: S): S => {
  const known = cache.get(schema) as S | undefined;
  if (known) return known;
  const result = derived(schema);
  cache.set(schema, result);
  return result;
};
