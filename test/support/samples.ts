import * as z from 'zod';

type Schema = z.core.$ZodType;
type Definition = z.core.$ZodTypeDef & Readonly<Record<string, unknown>>;

const definitionOf = (schema: Schema): Definition => schema._zod.def as Definition;
/** The schema inside an optional field or a transformation. */
const innerOf = ({ type, innerType, out }: Definition): Schema | undefined =>
  (innerType ?? (type === 'pipe' ? out : undefined)) as Schema | undefined;

const accepts = (schema: Schema, value: unknown): boolean => z.safeParse(schema, value).success;

/** Candidate values. Every schema of a single value accepts at least one of them. */
const values: readonly unknown[] = [
  '01900000-0000-7000-8000-000000000001',
  ...['2026-11-24T02:00:00.000Z', '2026-11-24', '2026-11', '24:00', '22:00', 'PT1H', 'UTC', 'EUR', '1234.50', '99.9', '01-01'],
  ...[
    'https://example.test/a',
    'a@example.test',
    'hostname',
    'dd.MM.yyyy',
    '123456789012',
    'eu-central-1',
    'FREQ=DAILY',
    'arn:aws:sns:eu-central-1:123456789012:pages',
    `whsec_${'A'.repeat(32)}`,
    'a',
  ],
  ...[1, 60, 300, 0, true, false, null],
];

const single = (schema: Schema): unknown => {
  const found = values.find((value) => accepts(schema, value));
  if (found === undefined) throw new Error(`no sample for a ${definitionOf(schema).type}: add one to test/support/samples.ts`);
  return found;
};

/** The object without its last field, without the one before, and so on: for a schema of which two fields exclude each other. */
const withoutOne = (object: object): readonly object[] =>
  Object.keys(object)
    .toReversed()
    .map((left) => Object.fromEntries(Object.entries(object).filter(([name]) => name !== left)));

const makers: Readonly<Record<string, (definition: Definition, schema: Schema) => unknown>> = {
  object: ({ shape }, schema) => {
    const all = Object.fromEntries(Object.entries(shape as Record<string, Schema>).map(([name, field]) => [name, sampleOf(field)]));
    return accepts(schema, all) ? all : (withoutOne(all).find((fewer) => accepts(schema, fewer)) ?? all);
  },
  array: ({ element }) => [sampleOf(element as Schema)],
  record: ({ valueType }) => ({ a: sampleOf(valueType as Schema) }),
  union: ({ options }) => sampleOf((options as readonly Schema[])[0] as Schema),
  enum: ({ entries }) => Object.values(entries as Record<string, unknown>)[0],
  literal: ({ values: literals }) => (literals as readonly unknown[])[0],
  unknown: () => 'anything',
  undefined: () => undefined,
};

/** A value that a schema accepts, with every optional field that the others do not exclude. */
export const sampleOf = (schema: Schema): unknown => {
  const definition = definitionOf(schema);
  const [inner, make] = [innerOf(definition), makers[definition.type]];
  if (inner) return sampleOf(inner);
  return make ? make(definition, schema) : single(schema);
};

/** One sample of each option, where the schema is a union of several shapes. */
export const samplesOf = (schema: Schema): readonly unknown[] => {
  const { type, options } = definitionOf(schema);
  return type === 'union' ? (options as readonly Schema[]).flatMap(samplesOf) : [sampleOf(schema)];
};

/** A field of a later version of the code. */
export const later = { fromLaterVersion: 'unknown here' };

const withUnknownFields = (fieldOf: (name: string) => Schema | undefined, value: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const field = fieldOf(name);
      return [name, field ? withUnknown(field, inner) : inner];
    }),
  );

const withinOf: Readonly<Record<string, (definition: Definition, value: object) => unknown>> = {
  array: ({ element }, value) => Object.values(value).map((inner) => withUnknown(element as Schema, inner)),
  union: ({ options }, value) => {
    const option = (options as readonly Schema[]).find((each) => accepts(each, value));
    return option ? withUnknown(option, value) : value;
  },
  record: ({ valueType }, value) => withUnknownFields(() => valueType as Schema, value),
  object: ({ shape }, value) => ({ ...withUnknownFields((name) => (shape as Record<string, Schema>)[name], value), ...later }),
};

/** The value with a field that its schema does not name, in every object that has named fields; free-form objects stay as they are. */
export const withUnknown = (schema: Schema, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  const definition = definitionOf(schema);
  const inner = innerOf(definition);
  return inner ? withUnknown(inner, value) : (withinOf[definition.type]?.(definition, value) ?? value);
};
