import { expect, it } from '@jest/globals';
import { valuesApi } from '../../support/values-api.ts';

it('A8 a book is created, read, listed and replaced by its ETag', async () => {
  const { assets, viewer, bookBody } = await valuesApi();

  const created = await assets.put('/v1/books/Tax%20DE', { ...bookBody, standard: 'tax' });
  const again = await assets.put('/v1/books/tax%20de', { ...bookBody, standard: 'tax' });
  const bare = await assets.put('/v1/books/Tax%20DE', { ...bookBody, standard: 'local' });
  const twice = await assets.put('/v1/books/Tax%20DE', bookBody, { 'if-none-match': '*' });
  const stale = await assets.put('/v1/books/Tax%20DE', bookBody, { 'if-match': '"7"' });
  const replaced = await assets.put('/v1/books/Tax%20DE', { ...bookBody, standard: 'local' }, { 'if-match': '"1"' });

  expect([created.status, created.headers.location, created.headers.etag]).toEqual([201, '/v1/books/Tax%20DE', '"1"']);
  expect([again.status, again.body.version]).toEqual([200, 1]);
  expect([bare.status, twice.status, stale.status]).toEqual([428, 412, 412]);
  expect([twice.body.code, replaced.status, replaced.body.standard]).toEqual(['book/exists', 200, 'local']);
  expect((await viewer.get('/v1/books/tax%20de')).body).toMatchObject({ name: 'Tax DE', version: 2, inUse: false });
  expect((await viewer.get('/v1/books')).body.items).toHaveLength(2);
  expect((await viewer.get('/v1/books/nobody')).body.code).toBe('book/not-found');
});

it.each([
  ['an unknown currency', { currency: 'EUX' }, '/currency'],
  ['a day that no year has', { fiscalYearStart: '13-01' }, '/fiscalYearStart'],
  ['an unknown standard', { standard: 'gaap' }, '/standard'],
  ['an unknown account', { accounts: { shoe: '1' } }, '/accounts/shoe'],
])('A8 a book with %s is refused', async (_, some, pointer) => {
  const { assets, bookBody } = await valuesApi();

  const { status, body } = await assets.put('/v1/books/other', { ...bookBody, ...some });

  expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
});

it('A8 periods are closed through the last day of a month that has ended, one after the other', async () => {
  const { assets, viewer, clock } = await valuesApi();
  clock.set('2026-11-24T02:00:00.000Z');
  const close = (through: string) => assets.post('/v1/books/main/close', { through });

  const [inside, ahead, closed, again] = [
    await close('2026-09-29'),
    await close('2026-11-30'),
    await close('2026-09-30'),
    await close('2026-08-31'),
  ];

  expect([inside.status, inside.body.code]).toEqual([400, 'book/not-a-month-end']);
  expect([ahead.status, ahead.body.code]).toEqual([400, 'book/not-ended']);
  expect([closed.status, closed.body.closedThrough]).toEqual([200, '2026-09-30']);
  expect([again.status, again.body.code]).toEqual([409, 'book/closed']);
  expect((await viewer.get('/v1/books/main')).body.closedThrough).toBe('2026-09-30');
});

it('A8 an admin reopens the last closing, with a reason', async () => {
  const { assets, viewer, admin, close, eventsOf, world } = await valuesApi();
  await close('2026-09-30');
  await close('2026-10-31');

  const refused = await assets.post('/v1/books/main/reopen', { reason: 'no' });
  const bare = await admin.post('/v1/books/main/reopen', {});
  const once = await admin.post('/v1/books/main/reopen', { reason: 'An invoice was late.' });
  await admin.post('/v1/books/main/reopen', { reason: 'Another one.' });
  const none = await admin.post('/v1/books/main/reopen', { reason: 'And another.' });

  expect([refused.status, bare.status, once.status]).toEqual([403, 400, 200]);
  expect(once.body.closedThrough).toBe('2026-09-30');
  expect([none.status, none.body.code]).toEqual([409, 'book/not-closed']);
  const { id, closedThrough } = (await viewer.get('/v1/books/main')).body;
  expect(closedThrough).toBeUndefined();
  expect((await world.events.of({ type: 'book', id })).map(({ name }) => name)).toEqual([
    'ResourceCreated',
    'BookClosed',
    'BookClosed',
    'BookReopened',
    'BookReopened',
  ]);
  expect(eventsOf).toBeDefined();
});

it('A8 the currency of a book in use cannot change, nor the fiscal year of a book with closed periods', async () => {
  const { assets, bookBody, bought, close } = await valuesApi();
  const put = (body: object) => assets.put('/v1/books/main', { ...bookBody, ...body }, { 'if-match': '*' });
  expect((await put({ currency: 'USD' })).status).toBe(200);
  await put({ currency: 'EUR' });
  await bought();

  const currency = await put({ currency: 'USD' });
  const year = await put({ fiscalYearStart: '07-01' });
  await close('2026-09-30');
  const closed = await put({ fiscalYearStart: '04-01' });

  expect([currency.status, currency.body.code, currency.body.errors[0].pointer]).toEqual([409, 'book/in-use', '/currency']);
  expect(year.status).toBe(200);
  expect([closed.status, closed.body.code]).toEqual([409, 'book/closed']);
});

it('A8 a hundred callers create one book', async () => {
  const { assets, bookBody, viewer } = await valuesApi();

  const answers = await Promise.all(Array.from({ length: 100 }, () => assets.put('/v1/books/shared', bookBody)));

  expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 99 }, () => 200), 201]);
  expect((await viewer.get('/v1/books')).body.items).toHaveLength(2);
});
