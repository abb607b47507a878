import { expect, it } from '@jest/globals';
import { anEntry, euros, type ValuesApi, valuesApi } from '../../support/values-api.ts';

const closedBook = async (api: ValuesApi, through = '2026-12-31') => {
  const id = await api.bought();
  await api.close(through);
  return id;
};

const days = ['2026-06-30', '2026-11-30', '2026-12-31'];
const figures = (api: ValuesApi, id: string) => Promise.all(days.map((day) => api.value(id, day)));

it.each<[string, (api: ValuesApi, id: string) => Promise<unknown>]>([
  [
    'an impairment',
    ({ adjust }, id) => adjust(id, { kind: 'impairment', book: 'main', date: '2026-07-01', recoverableAmount: euros('500') }),
  ],
  ['an addition', ({ adjust }, id) => adjust(id, { kind: 'addition', book: 'main', date: '2026-07-01', amount: euros('100') })],
  [
    'a change of estimate',
    ({ adjust }, id) => adjust(id, { kind: 'change-of-estimate', book: 'main', date: '2026-07-01', remainingMonths: 6 }),
  ],
  ['a sale', ({ move }, id) => move(id, { to: 'disposed', date: '2026-07-01', method: 'sold', proceeds: euros('10'), reason: 'sold' })],
  ['a theft', ({ move }, id) => move(id, { to: 'stolen', date: '2026-07-01' })],
  ['a destruction', ({ assets }, id) => assets.post(`/v1/assets/${id}/condition`, { condition: 'destroyed', date: '2026-07-01' })],
  ['another price', ({ assets }, id) => assets.patch(`/v1/assets/${id}`, { purchase: { value: euros('2400') } })],
  [
    'an earlier purchase',
    ({ assets }, id) =>
      assets.patch(`/v1/assets/${id}`, { purchase: { date: '2025-10-01' }, books: [anEntry({ inServiceDate: '2025-10-01' })] }),
  ],
  ['another life', ({ assets }, id) => assets.patch(`/v1/assets/${id}`, { books: [anEntry({ lifeMonths: 12 })] })],
  ['no book', ({ assets }, id) => assets.patch(`/v1/assets/${id}`, { books: null })],
  ['a void registration', ({ assets }, id) => assets.post(`/v1/assets/${id}/void`, { reason: 'a mistake' })],
])('A8 the figures of a closed period never move, whatever is recorded later: %s', async (_, record) => {
  const api = await valuesApi();
  const id = await closedBook(api);
  const before = await figures(api, id);

  const { status } = (await record(api, id)) as { status: number };

  expect(status).toBeLessThan(300);
  expect(await figures(api, id)).toEqual(before);
  expect(before.map(({ netBookValue }) => netBookValue.amount)).toEqual(['1000.00', '833.33', '800.00']);
  expect(await api.net(id, '2027-01-31')).not.toBe('766.67');
});

it('A8 a fact that is dated in a closed period is booked on the first open day', async () => {
  const api = await valuesApi();
  const id = await closedBook(api);

  const { body } = await api.adjust(id, { kind: 'impairment', book: 'main', date: '2026-12-31', recoverableAmount: euros('600') });
  const [listed] = (await api.auditor.get(`/v1/assets/${id}/adjustments`)).body.items;

  expect(body).toMatchObject({
    kind: 'impairment',
    book: 'main',
    date: '2026-12-31',
    bookedOn: '2027-01-01',
    recoverableAmount: euros('600'),
  });
  expect(listed).toEqual(body);
  expect([await api.net(id, '2026-12-31'), await api.net(id, '2027-01-01')]).toEqual(['800.00', '600.00']);
});

it('A8 after the period was reopened, a fact is booked on its own day, and what was booked before stays where it was', async () => {
  const api = await valuesApi();
  const id = await closedBook(api);
  await api.adjust(id, { kind: 'addition', book: 'main', date: '2026-12-31', amount: euros('120') });

  await api.reopen();
  await api.adjust(id, { kind: 'addition', book: 'main', date: '2026-12-31', amount: euros('240') });
  const cost = async (day: string) => (await api.value(id, day)).cost.amount;

  expect([await cost('2026-12-30'), await cost('2026-12-31'), await cost('2027-01-01')]).toEqual(['1200.00', '1440.00', '1560.00']);
});

it('A8 the purchase is corrected twice, with a reopening in between: the last correction counts', async () => {
  const api = await valuesApi();
  const id = await closedBook(api);
  const priced = (amount: string) => api.assets.patch(`/v1/assets/${id}`, { purchase: { value: euros(amount) } });
  await priced('2400');
  await api.reopen();
  await priced('3600');
  const cost = async (day: string) => (await api.value(id, day)).cost.amount;

  expect([await cost('2026-06-30'), await cost('2026-12-31'), await cost('2027-01-01')]).toEqual(['3600.00', '3600.00', '3600.00']);
});

it('A8 a value is asked as it was known at an earlier time', async () => {
  const api = await valuesApi();
  const id = await api.bought();
  api.clock.set('2031-01-10T12:00:00.000Z');
  await api.adjust(id, { kind: 'impairment', book: 'main', date: '2026-12-31', recoverableAmount: euros('600') });

  expect(await api.net(id, '2026-12-31')).toBe('600.00');
  expect(await api.net(id, '2026-12-31', '&knownAt=2031-01-01T00:00:00Z')).toBe('800.00');
  expect(await api.net(id, '2026-12-31', '&knownAt=2020-01-01T00:00:00Z')).toBe('0.00');
});

it('A4 what was sold by mistake comes back as if it had not been sold, and what was found comes back on that day', async () => {
  const api = await valuesApi();
  const [sold, lost] = [await api.bought(), await api.bought()];
  await api.move(sold, { to: 'disposed', date: '2026-03-10', method: 'sold', proceeds: euros('10') });
  await api.move(lost, { to: 'lost', date: '2026-03-10' });
  expect([await api.net(sold, '2026-06-30'), await api.net(lost, '2026-06-30')]).toEqual(['0.00', '0.00']);

  await api.move(sold, { to: 'in-stock', date: '2026-08-01', reason: 'It was another laptop.' });
  await api.move(lost, { to: 'in-stock', date: '2026-08-01' });

  expect([await api.net(sold, '2026-06-30'), await api.net(sold, '2026-12-31')]).toEqual(['1000.00', '800.00']);
  expect([await api.net(lost, '2026-06-30'), await api.net(lost, '2026-12-31')]).toEqual(['0.00', '800.00']);
});

it('A4 what was destroyed is sold for scrap: the proceeds are a gain of their own', async () => {
  const api = await valuesApi();
  const id = await api.bought();
  await api.assets.post(`/v1/assets/${id}/condition`, { condition: 'destroyed', date: '2026-12-31' });
  await api.move(id, { to: 'disposed', date: '2027-02-01', method: 'sold', proceeds: euros('50') });

  const { disposal } = await api.schedule(id);

  expect(disposal).toMatchObject({ date: '2026-12-31', proceeds: euros('50.00'), gainOrLoss: { currency: 'EUR' } });
  expect(Number(disposal.gainOrLoss.amount)).toBe(50 - Number(disposal.netBookValue.amount));
});

it('A4 a sale in another currency needs the rate for the book', async () => {
  const api = await valuesApi();
  const id = await api.bought();
  const sale = { to: 'disposed', date: '2026-12-31', method: 'sold', proceeds: { amount: '100.00', currency: 'USD' }, reason: 'sold' };

  const refused = await api.move(id, sale);
  const taken = await api.move(id, { ...sale, exchangeRates: { MAIN: '0.92' } });

  expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([400, 'book/no-exchange-rate', '/exchangeRates']);
  expect(taken.status).toBe(200);
  expect((await api.schedule(id)).disposal.proceeds).toEqual(euros('92.00'));
});

it.each([
  ['in the future', { date: '2031-02-01' }, 400, 'asset/date-in-future'],
  ['before the acquisition', { date: '2025-12-31' }, 400, 'asset/before-purchase'],
  ['in another currency', { recoverableAmount: { amount: '1', currency: 'USD' } }, 400, 'money/other-currency'],
  ['above the value', { recoverableAmount: euros('1200.01') }, 400, 'adjustment/no-impairment'],
  ['in an unknown book', { book: 'nobody' }, 404, 'book/not-found'],
  ['with a field of another kind', { remainingMonths: 3 }, 400, 'body/invalid'],
])('A4 an impairment %s is refused', async (_, some, status, code) => {
  const { bought, adjust } = await valuesApi();
  const id = await bought();

  const answer = await adjust(id, { kind: 'impairment', book: 'main', date: '2026-06-30', recoverableAmount: euros('600'), ...some });

  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

it('A4 a reversal never lifts the value above what it would be without an impairment, and US GAAP allows none', async () => {
  const [ifrs, gaap] = [await valuesApi(), await valuesApi({ standard: 'us-gaap' })];
  const reverse = async (api: ValuesApi) => {
    const id = await api.bought();
    await api.adjust(id, { kind: 'impairment', book: 'main', date: '2026-12-31', recoverableAmount: euros('400') });
    return [id, await api.adjust(id, { kind: 'reversal', book: 'main', date: '2027-12-31', recoverableAmount: euros('900') })] as const;
  };
  const [id, allowed] = await reverse(ifrs);
  const [, refused] = await reverse(gaap);

  expect([allowed.status, await ifrs.net(id, '2027-12-31')]).toEqual([201, '400.00']);
  expect([refused.status, refused.body.code]).toEqual([409, 'book/reversal-not-allowed']);
});

it('A8 what left the book in a closed period cannot be adjusted any more', async () => {
  const api = await valuesApi();
  const id = await api.bought();
  await api.move(id, { to: 'stolen', date: '2026-07-01' });
  await api.close('2026-12-31');
  const addition = { kind: 'addition', book: 'main', date: '2026-06-30', amount: euros('1') };

  const closed = await api.adjust(id, addition);
  const gone = await api.adjust(id, { ...addition, date: '2027-01-31' });

  expect([closed.status, closed.body.code]).toEqual([409, 'book/closed']);
  expect([gone.status, gone.body.code]).toEqual([409, 'asset/disposed']);
});
