import { expect, it } from '@jest/globals';
import { assertCustomFields, assertFieldSchema } from '../../../shared/domain/category/custom-fields.ts';
import { withBoundedPatterns } from '../../../shared/domain/json-schema/bounded-patterns.ts';
import { isSlowPattern } from '../../../shared/domain/json-schema/slow-pattern.ts';

const errorsOf = (customFields: object, fields: object): readonly unknown[] => {
  assertFieldSchema({ ...customFields });
  try {
    assertCustomFields({ name: 'laptop', customFields: { ...customFields } }, fields);
  } catch (error) {
    return (error as { errors: readonly { pointer: string }[] }).errors.map(({ pointer }) => pointer);
  }
  return [];
};

/** The slowest expressions of each form that are accepted, and one step more. */
const limits: readonly (readonly [form: string, accepted: string, refused: string])[] = [
  ['repetitions', '^a*a*a*b', '^a*a*a*a*b'],
  ['repetitions with a long end', '^a*a*a*a{100}b', '^a*a*a*a{0,100}b'],
  ['repetitions from anywhere', 'a*a*a{100}b', 'a*a*a*b'],
  ['repetitions with limits', '^a{0,60}a{0,60}a{0,60}[ab]{100}c', '^a{0,60}a{0,60}a{0,60}a{0,60}b'],
  ['parts that may be missing', `^${'a?'.repeat(12)}[ab]{100}c`, `^${'a?'.repeat(13)}[ab]{100}c`],
  ['choices', `^${'(a|a)'.repeat(12)}[ab]{100}c`, `^${'(a|a)'.repeat(13)}[ab]{100}c`],
  ['groups with a number of repetitions', '^(a{0,9}){5}[ab]{80}c', '^(a{0,9}){6}b'],
  ['groups without a limit', '^(?:ab)*(?:ab)*(?:ab)*b', '^(?:ab?)*c'],
  ['references to groups', '^(a*)\\1b', '^(a*)\\1\\1\\1b'],
];

/** The time of the slowest of some texts that the expression is matched with, in milliseconds of the processor. */
const millisOf = (pattern: string): number => {
  const expression = new RegExp(String(withBoundedPatterns({ pattern }).pattern), 'u');
  const times = ['a'.repeat(200), 'ab'.repeat(100), 'a'.repeat(300_000)].map((text) => {
    const began = process.cpuUsage();
    expression.test(text);
    return process.cpuUsage(began).user / 1_000;
  });
  return Math.max(...times);
};

it.each(limits)('A4 a pattern with %s is refused before it takes long', (_, accepted, refused) => {
  expect([isSlowPattern(accepted), isSlowPattern(refused)]).toEqual([false, true]);
  expect(millisOf(accepted)).toBeLessThan(2_000);
});

it('A4 a pattern matches no text of more than 200 characters, wherever it is in the schema', () => {
  const code = { type: 'string', pattern: 'a' };
  const [short, long] = ['a'.repeat(200), 'a'.repeat(201)];

  expect(errorsOf({ properties: { code } }, { code: short })).toEqual([]);
  expect(errorsOf({ properties: { code } }, { code: `${long}` })).toEqual(['/customFields/code']);
  expect(errorsOf({ properties: { pattern: code } }, { pattern: long })).toEqual(['/customFields/pattern']);
  expect(errorsOf({ properties: { const: { $ref: '#/$defs/code' } }, $defs: { code } }, { const: long })).toEqual(['/customFields/const']);
  expect(errorsOf({ properties: { list: { items: { anyOf: [code] } } } }, { list: [long] })).toContain('/customFields/list/0');
  expect(errorsOf({ patternProperties: { a: false } }, { [short]: 1 })).toHaveLength(1);
  expect(errorsOf({ patternProperties: { a: false } }, { [long]: 1 })).toEqual([]);
  expect(errorsOf({ properties: { x: { const: { pattern: 'a' } } } }, { x: { pattern: 'a' } })).toEqual([]);
});
