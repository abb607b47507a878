import { expect, it } from '@jest/globals';
import { anAssetInBook, anEntry, euros, valuesApi } from '../../support/values-api.ts';

it.each([
  ['an unknown book', { books: [anEntry({ name: 'nobody' })] }, 'book/unknown', '/books/0/name'],
  ['one book twice', { books: [anEntry(), anEntry({ name: 'MAIN' })] }, 'book/duplicate', '/books/1/name'],
  [
    'a residual value above the cost',
    { books: [anEntry({ residualValue: '1200.01' })] },
    'book/residual-above-cost',
    '/books/0/residualValue',
  ],
  ['a residual value that is too fine', { books: [anEntry({ residualValue: '1.005' })] }, 'money/too-fine', '/books/0/residualValue'],
  ['a life of zero', { books: [anEntry({ lifeMonths: 0 })] }, 'body/invalid', '/books/0/lifeMonths'],
  ['a rate of zero', { books: [anEntry({ method: 'declining-balance', rate: '0' })] }, 'body/invalid', '/books/0/rate'],
  ['an unknown table', { books: [anEntry({ method: 'table', table: 'macrs-4' })] }, 'body/invalid', '/books/0/table'],
  ['no price', { purchase: { date: '2026-01-01' } }, 'book/no-cost', '/purchase/value'],
  [
    'a service before the purchase',
    { purchase: { date: '2026-01-02', value: euros('1200') } },
    'book/in-service-before-purchase',
    '/books/0/inServiceDate',
  ],
  ['a foreign price', { purchase: { value: { amount: '1300', currency: 'USD' } } }, 'book/no-exchange-rate', '/books/0/exchangeRate'],
])('A4 an asset with %s is refused at registration, in bulk and in a patch', async (_, some, code, pointer) => {
  const { assets, bought } = await valuesApi();
  const body = { ...anAssetInBook(), ...some };
  const id = await bought();

  const alone = await assets.post('/v1/assets', body);
  const { results } = (await assets.post('/v1/assets/bulk', { entries: [body, anAssetInBook()] })).body;
  const patch = 'purchase' in some ? { purchase: { value: null, ...some.purchase } } : some;
  const patched = await assets.patch(`/v1/assets/${id}`, patch);

  const problems = [results[0].problem, alone.body, patched.body];
  expect(problems.map((problem) => [problem.status, problem.code, problem.errors[0].pointer])).toEqual([
    [400, code, `/entries/0${pointer}`],
    [400, code, pointer],
    [400, code, pointer],
  ]);
  expect(results[1].status).toBe(201);
});

it('X2 books and values are seen by asset managers, auditors and admins only', async () => {
  const { bought, viewer, cis, auditor, admin, assets } = await valuesApi();
  const id = await bought();

  for (const path of [`/v1/assets/${id}/value`, `/v1/assets/${id}/depreciation`, `/v1/assets/${id}/adjustments`])
    for (const [caller, status] of [
      [viewer, 403],
      [cis, 403],
      [auditor, 200],
      [admin, 200],
      [assets, 200],
    ] as const)
      expect([path, (await caller.get(path)).status]).toEqual([path, status]);
  expect((await viewer.get(`/v1/assets/${id}`)).body.books).toBeUndefined();
  expect((await auditor.get(`/v1/assets/${id}`)).body.books).toEqual([anEntry()]);
});

it('A4 an asset without a book has no value, and an unknown book is not found', async () => {
  const { asset, auditor, bought } = await valuesApi();
  const { id } = await asset();
  const codeOf = async (path: string) => {
    const { status, body } = await auditor.get(path);
    return [status, body.code];
  };

  expect(await codeOf(`/v1/assets/${id}/value`)).toEqual([404, 'asset/no-book']);
  expect(await codeOf(`/v1/assets/${id}/value?book=main`)).toEqual([404, 'asset/no-book']);
  expect(await codeOf(`/v1/assets/${await bought()}/value?book=nobody`)).toEqual([404, 'book/not-found']);
  expect(await codeOf(`/v1/assets/${id}/depreciation`)).toEqual([404, 'asset/no-book']);
});

it('A4 of several books, a request without one means the one named default', async () => {
  const { assets, bookBody, bought, auditor } = await valuesApi();
  for (const name of ['tax', 'Default']) await assets.put(`/v1/books/${name}`, bookBody);
  const two = await bought({}, { books: [anEntry(), anEntry({ name: 'tax', lifeMonths: 12 })] });
  const withDefault = await bought({}, { books: [anEntry(), anEntry({ name: 'default', lifeMonths: 12 })] });

  expect((await auditor.get(`/v1/assets/${two}/value`)).body.code).toBe('book/required');
  expect((await auditor.get(`/v1/assets/${two}/value?book=TAX`)).body.book).toBe('tax');
  expect((await auditor.get(`/v1/assets/${withDefault}/value`)).body.book).toBe('Default');
});

it('A4 each asset of a lot has its part of the cost in the books', async () => {
  const { assets, net } = await valuesApi();
  const { purchase, ...asset } = anAssetInBook();

  const { results } = (await assets.post('/v1/assets/lots', { quantity: 3, total: euros('1000'), asset })).body;

  const values: string[] = [];
  for (const { item } of results) values.push(await net(item, '2026-01-01'));
  expect(values.sort()).toEqual(['333.33', '333.33', '333.34']);
});

it('A8 a hundred assets are the first in a book at the same time', async () => {
  const { assets, viewer } = await valuesApi();

  const { results } = (await assets.post('/v1/assets/bulk', { entries: Array.from({ length: 100 }, () => anAssetInBook()) })).body;

  expect(results.map(({ status }: { status: number }) => status)).toEqual(Array.from({ length: 100 }, () => 201));
  expect((await viewer.get('/v1/books/main')).body.inUse).toBe(true);
});

it('I3 a registration in a new book that is repeated with its Idempotency-Key gives the same asset', async () => {
  const { assets } = await valuesApi();
  const key = { 'idempotency-key': 'k' };

  const [first, second] = [await assets.post('/v1/assets', anAssetInBook(), key), await assets.post('/v1/assets', anAssetInBook(), key)];

  expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
});

it.each([
  ['0000-01-01', 400],
  ['9999-12-31', 400],
  ['1900-01-01', 200],
  ['2999-12-31', 200],
])('A4 a value on %s is answered %i', async (at, status) => {
  const { auditor, bought } = await valuesApi();
  const id = await bought({ entry: { inServiceDate: '2026-01-01', lifeMonths: 1_200 } });

  expect((await auditor.get(`/v1/assets/${id}/value?at=${at}`)).status).toBe(status);
  expect((await auditor.get(`/v1/reports/asset-value?to=${at}`)).status).toBe(status);
});

it.each([
  ['a purchase before all books', { purchase: { date: '0001-01-01', value: euros('1') } }, '/purchase/date'],
  ['a service after all books', { books: [anEntry({ inServiceDate: '9999-12-31' })] }, '/books/0/inServiceDate'],
])('A4 %s is refused', async (_, some, pointer) => {
  const { assets } = await valuesApi();

  const { status, body } = await assets.post('/v1/assets', { ...anAssetInBook(), ...some });

  expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
});
