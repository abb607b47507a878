import { describe, expect, it } from '@jest/globals';
import type * as z from 'zod';
import type { Contract } from '../../../shared/contracts/contract.ts';
import { api as routes } from '../../../shared/functions/all-functions.ts';
import { apiOf, idOf } from '../../support/api.ts';
import { areaEndpoints } from '../../support/areas.ts';

const contracts: readonly Contract[] = Object.values(routes).flat();

/** Control characters, bidi controls, and characters that nobody sees. All of them are refused in every text. */
const refused = [
  ...['\u0000', '\u0007', '\u001b', '\u007f', '\u0085', '\u200b', '\u2060', '\ufeff', '\ud800'],
  ...['\ufff9', '\ufffa', '\ufffb', '\ufffe', '\uffff', '\u{1fffe}'],
  ...['\u061c', '\u200e', '\u200f', '\u202a', '\u202e', '\u2066', '\u2069'],
];
/** Texts that fields of several formats would accept without the character. */
const carriers = [
  (character: string) => `a${character}b`,
  (character: string) => `https://example.com/${character}x`,
  (character: string) => `ada${character}@example.com`,
  (character: string) => `person/${character}x`,
  (character: string) => `hostname=${character}x`,
];

type Definition = Readonly<Record<string, unknown>> & { readonly type: string };
interface Leaf {
  readonly path: string;
  readonly schema: z.ZodType;
}

const definitionOf = (schema: unknown): Definition => (schema as z.ZodType).def as unknown as Definition;

/** The schemas below one schema, with their paths. Empty if it is a leaf. */
const partsOf = (schema: unknown, path: string): readonly (readonly [unknown, string])[] => {
  const { type, shape, innerType, element, keyType, valueType, options, items, in: input } = definitionOf(schema);
  switch (type) {
    case 'object':
      return Object.entries(shape as object).map(([name, field]) => [field, `${path}/${name}`]);
    case 'array':
      return [[element, `${path}/0`]];
    case 'record':
      return [...[[keyType, `${path}/<name>`] as const], [valueType, `${path}/<value>`]];
    case 'union':
      return (options as readonly unknown[]).map((option, at) => [option, `${path}(${at})`]);
    case 'tuple':
      return (items as readonly unknown[]).map((item, at) => [item, `${path}/${at}`]);
    case 'pipe':
      return [[input, path]];
    case 'optional':
    case 'default':
    case 'nullable':
    case 'catch':
      return [[innerType, path]];
    default:
      return [];
  }
};

/** Every schema of a text, or of any value, in the schema of a request. */
const leavesOf = (schema: unknown, path = ''): readonly Leaf[] => {
  const { type } = definitionOf(schema);
  if (type === 'string' || type === 'unknown' || type === 'any') return [{ path, schema: schema as z.ZodType }];
  const parts = partsOf(schema, path);
  if (parts.length === 0 && !/^(object|enum|literal|number|boolean|never)$/.test(type)) throw new Error(`${path}: unknown schema ${type}`);
  return parts.flatMap(([part, place]) => leavesOf(part, place));
};

/** The characters that a schema accepts somewhere in its values. */
const acceptedBy = (schema: z.ZodType): readonly string[] =>
  refused.filter((character) =>
    carriers.some((carrier) => {
      const text = carrier(character);
      const values = [text, [text], { inner: { deeper: text } }, { [text]: 1 }];
      return values.some((value) => schema.safeParse(value).success);
    }),
  );

/**
 * Fields that take any text: the labels of alerts, questions about CIs that may be unknown, the opaque cursor, which is compared with its
 * checksum, and the forms of pages, which answer a page with the error.
 */
const asTheyAre: Readonly<Record<string, RegExp>> = {
  evaluateAlerts: /^\/alerts\/0\(\d\)\/(ci|alias\/value|labels\/<(name|value)>)$/,
  sendAlerts: /./,
  testMonitor: /^\/labels\/<(name|value)>$/,
  readSuppression: /^\/query\/(ci|alias)$/,
  mailApprovalCode: /./,
  decideByApprovalPage: /./,
  askByApprovalPage: /./,
  mailRequestsCode: /./,
  openRequests: /./,
  decideOnRequest: /./,
  mailAcceptanceCode: /./,
  answerByAcceptancePage: /./,
};

describe('T3 characters that nobody sees', () => {
  it.each(contracts.map((contract) => [contract.name, contract] as const))(
    'T3 %s refuses them in every text of a request',
    (_, contract) => {
      const { name, body, query } = contract;
      const leaves = [...(body ? leavesOf(body()) : []), ...(query ? leavesOf(query(), '/query') : [])];
      const others = leaves.filter(({ path }) => path !== '/query/cursor' && !asTheyAre[name]?.test(path));

      expect(others.map(({ path, schema }) => [path, acceptedBy(schema)]).filter(([, accepted]) => accepted?.length !== 0)).toEqual([]);
    },
  );

  it('T3 the walk finds the texts of a request', () => {
    const [requestChange] = contracts.filter(({ name }) => name === 'requestChange');
    const paths = leavesOf(requestChange?.body?.()).map(({ path }) => path);

    expect(paths).toEqual(expect.arrayContaining(['/plan', '/reason', '/title', '/links/0/href', '/externalReference/id', '/items/0']));
  });
});

const api = apiOf((world) => [
  ...areaEndpoints['configuration-items'](world),
  ...areaEndpoints.assets(world),
  ...areaEndpoints.changes(world),
]);
const manager = api.as('configuration-manager', 'asset-manager', 'change-requester');
const register = (fields: object) => manager.post('/v1/configuration-items', { name: `ci-${idOf(1)}`, class: 'server', ...fields });
const pointersOf = ({ status, body }: { status: number; body: { errors?: { pointer: string }[] } }) => [
  status,
  body.errors?.map(({ pointer }) => pointer),
];

it.each([
  ['name of a label', { labels: { 'ap\u200bp': 'orders' } }, '/labels/ap\u200bp'],
  ['label', { labels: { app: 'or\u202eders' } }, '/labels/app'],
  ['attribute', { attributes: { note: { lines: ['one', 'two\u0007'] } } }, '/attributes/note/lines/1'],
  ['name of an attribute', { attributes: { 'no\u2060te': 1 } }, '/attributes/no\u2060te'],
])('T3 such a character in the %s of a CI is refused by pointer', async (_, fields, pointer) => {
  const answer = await register(fields);

  expect(pointersOf(answer)).toEqual([400, [pointer]]);
  expect(answer.body.errors[0].detail).toMatch(/must not contain U\+[0-9A-F]{4}: control, bidi and invisible characters are refused/);
});

it('T3 line breaks and tabs are kept in texts of several lines, and refused in those of one line', async () => {
  const attributes = { note: 'one\r\n\ttwo\nthree' };
  expect(await register({ attributes })).toMatchObject({ status: 201, body: { attributes } });

  expect(pointersOf(await register({ labels: { app: 'one\ntwo' } }))).toEqual([400, ['/labels/app']]);
  const change = { title: 'Upgrade', items: [idOf(1)], plan: 'one\n\ttwo\u0007', reason: 'a\nb' };
  expect(pointersOf(await manager.post('/v1/changes', change))).toEqual([400, ['/plan']]);
});

it.each([
  ['{"name":"a\\ud800b","class":"server"}', '/name'],
  ['{"name":"ab","class":"server","labels":{"app":"x\\udc00"}}', '/labels/app'],
  ['{"name":"ab","class":"server","labels":{"\\uD83D":"x"}}', '/labels/\ufffd'],
  ['{"name":"ab","class":"server","attributes":{"a":[{"b":"\\ude00\\ud83d"}]}}', '/attributes/a/0/b'],
])('T3 half of a surrogate pair is refused by pointer: %s', async (body, pointer) => {
  const answer = await manager.send('POST', '/v1/configuration-items', { body, headers: { 'content-type': 'application/json' } });

  expect([answer.body.code, ...pointersOf(answer)]).toEqual(['body/invalid', 400, [pointer]]);
  expect(answer.body.detail).toContain('half of a surrogate pair');
});

it('T3 a whole surrogate pair is taken, whether written as itself or as escapes', async () => {
  const body = '{"name":"pair \\ud83d\\ude00 😀","class":"server"}';
  const answer = await manager.send('POST', '/v1/configuration-items', { body, headers: { 'content-type': 'application/json' } });

  expect([answer.status, answer.body.name]).toEqual([201, 'pair 😀 😀']);
});

it('I1 a body that is not UTF-8 is refused', async () => {
  const body = Buffer.from('{"name":"M\xfcnchen","class":"server"}', 'latin1').toString('base64');
  const headers = { 'content-type': 'application/json' };
  const answer = await manager.send('POST', '/v1/configuration-items', { body, headers, isBase64Encoded: true });

  expect([answer.status, answer.body.code]).toEqual([400, 'body/not-json']);
});
