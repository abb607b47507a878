import { expect, it } from '@jest/globals';
import { anEntry, euros, valuesApi } from '../../support/values-api.ts';

it('A4 a category gives its books to what was purchased at or above the threshold', async () => {
  const { assets, asset, auditor, done } = await valuesApi();
  const { inServiceDate, ...entry } = anEntry();
  await done(assets.put('/v1/categories/laptop', { defaultBooks: [entry], capitalizationThreshold: euros('800') }));
  const booksOf = async (some: object) => {
    const { id } = await asset({ category: 'Laptop', ...some });
    return (await auditor.get(`/v1/assets/${id}`)).body.books;
  };
  const costing = (amount: string) => ({ purchase: { date: '2026-03-10', value: euros(amount) } });

  expect(await booksOf(costing('800.00'))).toEqual([{ ...entry, inServiceDate: '2026-03-10' }]);
  expect(await booksOf(costing('799.99'))).toBeUndefined();
  expect(await booksOf({})).toBeUndefined();
  for (const acquisition of ['leased', 'rented', 'customer-owned'])
    expect(await booksOf({ acquisition, ...costing('900') })).toBeUndefined();
  expect(await booksOf({ acquisition: 'leased', ...costing('900'), books: [anEntry({ inServiceDate: '2026-03-10' })] })).toHaveLength(1);
  expect(await booksOf({ ...costing('900'), books: [] })).toEqual([]);
});

it('A4 custom fields are checked by the schema of the category at registration, in a patch and in bulk', async () => {
  const { assets, asset, done } = await valuesApi();
  const customFields = {
    type: 'object',
    required: ['disk'],
    properties: { disk: { type: 'integer', minimum: 64 }, color: { enum: ['black', 'gray'] } },
    additionalProperties: false,
  };
  const { id: former } = await asset({ category: 'laptop', customFields: { disk: 'big' } });
  await done(assets.put('/v1/categories/laptop', { customFields }));
  const body = (fields: object) => ({ name: 'a laptop', kind: 'hardware', category: 'laptop', customFields: fields });
  const { id } = await done(assets.post('/v1/assets', body({ disk: 512, color: 'gray' })));

  const wrong = [
    await assets.post('/v1/assets', body({ disk: 'big' })),
    await assets.post('/v1/assets', body({})),
    await assets.post('/v1/assets', body({ disk: 64, shoe: 1 })),
  ];
  const patched = await assets.patch(`/v1/assets/${id}`, { customFields: { color: 'pink' } });
  const { results } = (await assets.post('/v1/assets/bulk', { entries: [body({ disk: 1 }), body({ disk: 64 })] })).body;
  const later = await assets.patch(`/v1/assets/${former}`, { name: 'renamed' });

  expect(wrong.map(({ status, body: { errors } }) => [status, errors[0].pointer])).toEqual([
    [400, '/customFields/disk'],
    [400, '/customFields/disk'],
    [400, '/customFields/shoe'],
  ]);
  expect([patched.status, patched.body.code, patched.body.errors[0].pointer]).toEqual([400, 'asset/custom-fields', '/customFields/color']);
  expect(results.map(({ status }: { status: number }) => status)).toEqual([400, 201]);
  expect([later.status, later.body.errors[0].pointer]).toEqual([400, '/customFields/disk']);
});

it.each([
  ['a type that does not exist', { type: 'text' }, '/customFields/type'],
  ['a property that is no schema', { properties: { disk: 7 } }, '/customFields/properties/disk'],
  ['a limit that is a text', { properties: { disk: { minimum: '64' } } }, '/customFields/properties/disk/minimum'],
  ['a reference to elsewhere', { $ref: 'https://example.com/schema' }, '/customFields/$ref'],
  ['a reference to nothing', { $ref: '#/$defs/disk' }, '/customFields/$ref'],
  ['a reference to itself', { $ref: '#' }, '/customFields/$ref'],
  ['a definition that refers to itself', { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } }, '/customFields'],
  ['an unknown keyword', { colour: { pattern: '^(a+)+$' } }, '/customFields/colour'],
  ['a keyword of an older draft', { dependencies: { a: { properties: {} } } }, '/customFields/dependencies'],
  ['many references', { allOf: Array.from({ length: 21 }, () => ({ $ref: '#/$defs/a' })), $defs: { a: {} } }, '/customFields'],
  ['a broken expression', { properties: { tag: { pattern: '(' } } }, '/customFields/properties/tag/pattern'],
  ['an expression that may take for ever', { properties: { tag: { pattern: '^(a+)+$' } } }, '/customFields/properties/tag/pattern'],
  ['a repetition deep inside a repetition', { pattern: '^((a+)b?)+$' }, '/customFields/pattern'],
  ['four repetitions', { pattern: '^a*a*a*a*$' }, '/customFields/pattern'],
  ['three repetitions that may begin anywhere', { pattern: 'a*a*a*b' }, '/customFields/pattern'],
  ['repetitions of characters by their number', { pattern: '^\\u{61}*\\u{61}*\\u{61}*\\u{61}*b' }, '/customFields/pattern'],
  ['many choices one after the other', { pattern: `^${'a?'.repeat(30)}a{30}$` }, '/customFields/pattern'],
  ['a format that may take for ever', { properties: { page: { format: 'url' } } }, '/customFields/properties/page/format'],
  [
    'a format that is the name of what every object has',
    { properties: { page: { format: '__proto__' } } },
    '/customFields/properties/page/format',
  ],
  ['an empty choice', { enum: [] }, '/customFields/enum'],
])('A4 a schema of custom fields with %s is refused', async (_, customFields, pointer) => {
  const { assets } = await valuesApi();

  const { status, body } = await assets.put('/v1/categories/laptop', { customFields });

  expect([status, body.code, body.errors[0].pointer]).toEqual([400, 'schema/invalid', pointer]);
});

it('A4 a category is read, listed and replaced, and names its books', async () => {
  const { assets, viewer } = await valuesApi();
  const { inServiceDate, ...entry } = anEntry();

  const unknown = await assets.put('/v1/categories/phone', { defaultBooks: [{ ...entry, name: 'nobody' }] });
  const made = await assets.put('/v1/categories/phone', { defaultBooks: [entry], auditEveryMonths: 12, accounts: { cost: '0410' } });
  const replaced = await assets.put('/v1/categories/phone', { auditEveryMonths: 6 }, { 'if-match': made.headers.etag as string });

  expect([unknown.status, unknown.body.code, unknown.body.errors[0].pointer]).toEqual([400, 'book/unknown', '/defaultBooks/0/name']);
  expect([made.status, replaced.status]).toEqual([201, 200]);
  const { body } = await viewer.get('/v1/categories/phone');
  expect([body.auditEveryMonths, body.defaultBooks, body.accounts]).toEqual([6, undefined, undefined]);
  expect((await viewer.get('/v1/categories')).body.items).toMatchObject([{ name: 'phone' }]);
  expect((await viewer.put('/v1/categories/phone', {})).status).toBe(403);
});

it('A4 a pattern that is usual for serial numbers, addresses and names is accepted', async () => {
  const { assets } = await valuesApi();
  const patterns = ['^[A-Z]{2}\\d{6}$', '^(?:rack|row)-\\d+(-[a-z]+)?$', '^[^@]+@[^@]+\\.[a-z]{2,}$', '^([0-9a-f]{2}:){5}[0-9a-f]{2}$'];
  const properties = Object.fromEntries(patterns.map((pattern, n) => [`field${n}`, { type: 'string', pattern }]));

  expect(await assets.put('/v1/categories/laptop', { customFields: { properties } })).toMatchObject({ status: 201 });
});
