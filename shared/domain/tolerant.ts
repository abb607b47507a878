import * as z from 'zod';

// Values of zod's `core` are not used here: the namespace brings all of zod's languages into every bundle.
type Definition = z.core.$ZodTypeDef & Readonly<Record<string, unknown>>;

/** The parts of a definition that hold one schema, a list of schemas, or an object's fields. */
const single = ['innerType', 'element', 'valueType', 'in', 'out', 'left', 'right', 'rest'] as const;
const lists = ['options', 'items'] as const;

const loosened = (value: unknown): unknown => (value instanceof z.ZodType ? tolerant(value) : value);

/** The fields of an object's schema, each tolerant, with every other field let through. */
const looseFields = ({ shape }: Definition): object => ({
  shape: Object.fromEntries(Object.entries(shape as Record<string, z.ZodType>).map(([name, field]) => [name, tolerant(field)])),
  catchall: z.unknown(),
});

const made = new WeakMap<z.ZodType, z.ZodType>();

const derived = <S extends z.ZodType>(schema: S): S => {
  const definition = schema.def as Definition;
  const changed: Record<string, unknown> = definition.type === 'object' ? { ...looseFields(definition) } : {};
  for (const part of single) if (definition[part] !== undefined) changed[part] = loosened(definition[part]);
  for (const part of lists) if (Array.isArray(definition[part])) changed[part] = definition[part].map(loosened);
  return Object.keys(changed).length === 0 ? schema : schema.clone({ ...definition, ...changed } as S['def']);
};

/**
 * The same schema, letting through every field that it does not name, at every depth. What was stored is read and changed by it: two
 * versions of a function run side by side in every deployment, and the older one must neither refuse nor lose what the newer one has
 * written (T2). It is derived once from each schema.
 */
export const tolerant = <S extends z.ZodType>(schema: S): S => {
  const known = made.get(schema) as S | undefined;
  if (known) return known;
  const result = derived(schema);
  made.set(schema, result);
  return result;
};
