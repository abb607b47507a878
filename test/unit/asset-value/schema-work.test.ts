import { expect, it } from '@jest/globals';
import { assertCustomFields, assertFieldSchema } from '../../../shared/domain/category/custom-fields.ts';
import { isDomainError } from '../../../shared/domain/errors.ts';

const list = <Each>(length: number, each: (at: number) => Each): readonly Each[] => Array.from({ length }, (_, at) => each(at));
const fields = <Each>(length: number, each: (at: number) => Each) => Object.fromEntries(list(length, (at) => [`field${at}`, each(at)]));

/** Stores the schema and checks the fields by it. The code of what is refused, with its pointer. */
const refusalOf = (customFields: object, value: unknown): readonly string[] => {
  try {
    assertFieldSchema({ ...customFields });
    assertCustomFields({ name: 'laptop', customFields: { ...customFields } }, value);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return [...new Set(error.errors.map(({ code, pointer }) => `${code} ${pointer}`))];
  }
  return [];
};

/** Each definition applies the next one as often as it says. */
const doubling = (names: number, leaf: object) =>
  Object.fromEntries(
    list(names, (at) => {
      const next = { $ref: `#/$defs/d${at + 1}` };
      return [`d${at}`, at === names - 1 ? leaf : { anyOf: [next, next] }];
    }),
  );

const texts = { type: 'string' };
const tooMuch = ['schema/too-much-work /customFields'];
const hostile: readonly (readonly [string, object, unknown])[] = [
  ['unique entries', { properties: { a: { uniqueItems: true } } }, { a: list(9_000, (at) => [1, 2, 3, at]) }],
  ['references', { $defs: doubling(10, texts), additionalProperties: { $ref: '#/$defs/d0' } }, fields(2_000, (at) => at)],
  ['a choice', { properties: { a: { items: { anyOf: list(1_500, () => texts) } } } }, { a: list(5_000, (at) => at) }],
  ['a choice with too many faults', { properties: { a: { items: { anyOf: list(1_500, () => texts) } } } }, { a: list(600, (at) => at) }],
  ['a list of values', { additionalProperties: { enum: list(3_000, (at) => `country ${at}`) } }, fields(3_000, () => 'nowhere')],
  ['an expression', { additionalProperties: { pattern: '^.*.*.*b$' } }, fields(300, () => 'a'.repeat(180))],
  ['expressions of names', { patternProperties: fields(2_000, () => ({})) }, fields(2_000, () => 1)],
  ['required fields', { additionalProperties: { required: list(500, String) } }, fields(500, () => ({}))],
  ['a format', { additionalProperties: { format: 'email' } }, fields(50, () => 'a@'.repeat(2_000))],
];

it.each(hostile)('A4 a value that would take long to check because of %s is refused before it is checked', (_, schema, value) => {
  expect(refusalOf(schema, value)).toEqual(tooMuch);
});

it('A4 a schema that takes long even for an empty value is not stored', () => {
  const wide = { anyOf: list(2_000, () => texts) };

  expect(refusalOf({ $defs: doubling(10, wide), $ref: '#/$defs/d0' }, {})).toEqual(tooMuch);
});

it('A4 a reference that leads to itself for the same value is told from one that goes into the value', () => {
  const node = { properties: { next: { $ref: '#/$defs/node' } }, additionalProperties: { type: 'number' } };
  const loop = { properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: { allOf: [{ $ref: '#/$defs/b' }] }, b: { $ref: '#/$defs/a' } } };

  expect(refusalOf({ $defs: { node }, $ref: '#/$defs/node' }, { next: { next: { size: 1 } } })).toEqual([]);
  expect(refusalOf(loop, { a: 1 })).toEqual(['schema/invalid /customFields']);
  expect(refusalOf({ properties: { a: { $ref: '#/$defs/b' } } }, { a: 1 })).toEqual(['schema/invalid /customFields/properties/a/$ref']);
  expect(refusalOf({ $defs: { 'a b~/ü%': texts }, properties: { a: { $ref: '#/$defs/a%20b~0~1%C3%BC%25' } } }, { a: 'one' })).toEqual([]);
});

const record = { type: 'object', required: ['name'], properties: { name: { type: 'string', maxLength: 50 }, size: { type: 'number' } } };
const ordinary: readonly (readonly [string, object, unknown])[] = [
  ['200 fields', { properties: fields(200, () => ({ ...texts, minLength: 1, maxLength: 100 })) }, fields(200, String)],
  ['400 records', { properties: { a: { type: 'array', items: record } } }, { a: list(400, (at) => ({ name: `disk ${at}`, size: at })) }],
  ['600 unique texts', { properties: { a: { uniqueItems: true, items: texts } } }, { a: list(600, String) }],
  ['300 countries', { properties: { a: { items: { enum: list(200, (at) => `country ${at}`) } } } }, { a: list(300, () => 'country 5') }],
  ['300 codes', { additionalProperties: { pattern: '^[A-Z]{2}-\\d{4}$' } }, fields(300, () => 'AB-1234')],
  [
    '300 host names',
    { additionalProperties: { pattern: '^[a-z-]+\\.[a-z]+\\.[a-z]+$' } },
    fields(300, () => 'host-with-a-name.quiesce.test'),
  ],
  ['200 mail addresses', { additionalProperties: { format: 'email' } }, fields(200, (at) => `somebody.${at}@quiesce.test`)],
];

it.each(ordinary)('A4 a schema and a value of %s are accepted', (_, schema, value) => {
  expect(refusalOf(schema, value)).toEqual([]);
});
