import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lastDayOf, monthNumber } from '../../../shared/domain/dates.ts';
import type { ApiAnswer } from '../../support/api.ts';
import { reportOf, type ValuesApi, valuesApi } from '../../support/values-api.ts';

/** What reports say of a period: the figures with their groups, and the lines with their accounts. */
const reportsOf = (api: ValuesApi, to: string) => {
  const period = `from=2026-01-01&to=${to}`;
  return Promise.all([
    ...['costCenter', 'location'].map((group) => reportOf(api, 'fixed-asset-roll-forward', `?${period}&groupBy=${group}`)),
    ...['costCenter', 'location'].map((group) => reportOf(api, 'asset-value', `?to=${to}&groupBy=${group}`)),
    reportOf(api, 'journal', `?${period}&limit=200`),
  ]);
};

/** Replaces a category or a book, by its current version. */
const put = async ({ assets }: ValuesApi, path: string, body: object): Promise<ApiAnswer> => {
  const { headers } = await assets.get(path);
  return assets.put(path, body, headers.etag === undefined ? {} : { 'if-match': String(headers.etag) });
};

const putCategory = (api: ValuesApi, accounts: object | undefined) => put(api, '/v1/categories/laptop', { accounts });
const putBook = (api: ValuesApi, accounts: object | undefined) => put(api, '/v1/books/main', { ...api.bookBody, accounts });

const accountsIn = async (api: ValuesApi, month: number) => {
  const { items } = await reportOf(api, 'journal', `?from=2026-${month}-01&to=${lastDayOf(monthNumber(`2026-${month}-01`))}&limit=200`);
  return [...new Set(items.map(({ account }: { account: string }) => account))];
};

const laptopSince = async (date: string, book: object = {}) => {
  const api = await valuesApi(book);
  api.clock.set('2026-12-10T12:00:00.000Z');
  await api.bought({ date, entry: { inServiceDate: date } }, { category: 'laptop', costCenter: 'K1', location: 'Bonn' });
  return api;
};

it.each([
  ['category', putCategory],
  ['book', putBook],
])('A8 new accounts of a %s count in open periods, and closed journals keep theirs', async (_, putAccounts) => {
  const api = await laptopSince('2026-01-01');
  await putAccounts(api, { expense: '4711', accumulatedDepreciation: '0690' });
  await api.close('2026-10-31');

  await api.done(putAccounts(api, { expense: '9998' }));
  await api.done(putAccounts(api, { expense: '9999' }));

  expect([await accountsIn(api, 10), await accountsIn(api, 11)]).toEqual([
    ['4711', '0690'],
    ['9999', 'accumulatedDepreciation'],
  ]);
  await api.close('2026-11-30');
  await api.done(putAccounts(api, undefined));
  expect([await accountsIn(api, 10), await accountsIn(api, 11)]).toEqual([
    ['4711', '0690'],
    ['9999', 'accumulatedDepreciation'],
  ]);
});

it('A8 accounts that are set after a period was reopened count in it', async () => {
  const api = await laptopSince('2026-01-01');
  await putCategory(api, { expense: '4711' });
  await api.close('2026-10-31');
  await putCategory(api, { expense: '9998' });
  await api.reopen();
  expect((await accountsIn(api, 10))[0]).toBe('4711');

  await api.done(putCategory(api, { expense: '9999' }));

  expect((await accountsIn(api, 10))[0]).toBe('9999');
});

it('A8 a category that is created after a period was closed does not name its accounts', async () => {
  const api = await laptopSince('2026-01-01', { accounts: { expense: '6220' } });
  await api.close('2026-10-31');

  await api.done(putCategory(api, { expense: '4711' }));

  expect([(await accountsIn(api, 10))[0], (await accountsIn(api, 11))[0]]).toEqual(['6220', '4711']);
});

it('A8 while accounts are set, the book is closed: the closed journal keeps its accounts', async () => {
  const api = await laptopSince('2026-01-01');
  await putCategory(api, { expense: '4711' });
  api.records.before = async (operation) => {
    if (operation !== 'commit') return;
    api.records.before = () => undefined;
    await api.close('2026-10-31');
  };

  await api.done(putCategory(api, { expense: '9999' }));

  expect([(await accountsIn(api, 10))[0], (await accountsIn(api, 11))[0]]).toEqual(['4711', '9999']);
});

it('A8 earlier accounts are not shown, and a PUT of the same accounts needs no version', async () => {
  const api = await laptopSince('2026-01-01');
  await putCategory(api, { expense: '4711' });
  await api.close('2026-10-31');
  const { body } = await putCategory(api, { expense: '9999' });

  const again = await api.assets.put('/v1/categories/laptop', { accounts: { expense: '9999' } });

  expect(Object.keys(body)).not.toContain('formerAccounts');
  expect([again.status, again.body.version]).toEqual([200, body.version]);
});

const names = fc.constantFrom('K1', 'K2', 'K3');
const edits = fc.oneof(
  fc.record({ edit: fc.constant('rename' as const), field: fc.constantFrom('cost-centers', 'locations'), from: names, to: names }),
  fc.record({ edit: fc.constant('patch' as const), asset: fc.nat(2), costCenter: names, location: names }),
  fc.record({ edit: fc.constant('transfer' as const), asset: fc.nat(2), day: fc.integer({ min: 10, max: 28 }), costCenter: names }),
  fc.record({ edit: fc.constant('leave' as const), asset: fc.nat(2) }),
  fc.record({ edit: fc.constant('category' as const), expense: names }),
  fc.record({ edit: fc.constant('book' as const), cost: names }),
);
type Edit = typeof edits extends fc.Arbitrary<infer Each> ? Each : never;

const recorded = (api: ValuesApi, ids: readonly string[], edit: Edit): Promise<unknown> => {
  const id = ids['asset' in edit ? edit.asset : 0] ?? '';
  switch (edit.edit) {
    case 'rename':
      return api.assets.post(`/v1/${edit.field}/rename`, { from: edit.from, to: edit.to });
    case 'patch':
      return api.assets.patch(`/v1/assets/${id}`, { costCenter: edit.costCenter, location: edit.location });
    case 'transfer':
      return api.adjust(id, { kind: 'transfer', date: `2026-09-${edit.day}`, costCenter: edit.costCenter });
    case 'leave':
      return api.assets.patch(`/v1/assets/${id}`, { books: null });
    case 'category':
      return putCategory(api, { expense: edit.expense });
    case 'book':
      return putBook(api, { cost: edit.cost });
  }
};

it('A8 whatever is renamed, moved or renumbered: closed periods keep figures, groups and accounts', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(edits, { maxLength: 4 }),
      fc.array(edits, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('2026-08-31', '2026-10-31'),
      async (before, after, through) => {
        const api = await valuesApi();
        api.clock.set('2026-12-10T12:00:00.000Z');
        const fields = { category: 'laptop', costCenter: 'K1', location: 'K2' };
        const ids = [
          await api.bought({}, fields),
          await api.bought({}, { ...fields, location: 'K1' }),
          await api.bought({}, { location: 'K1' }),
        ];
        for (const edit of before) await recorded(api, ids, edit);
        await api.close(through);
        const closed = await reportsOf(api, through);
        for (const edit of after) await recorded(api, ids, edit);

        expect(await reportsOf(api, through)).toEqual(closed);
      },
    ),
    { numRuns: 15 },
  );
});
