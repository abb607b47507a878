import { describe, expect, it } from '@jest/globals';
import { type PrepaidPart, prepaidOn } from '../../../shared/application/cost/prepaid-on.ts';
import { costsApi, eur } from '../../support/costs.ts';
import { storeAway } from '../../support/in-memory-records.ts';

const contract = { vendor: 'Fix Ltd', number: 'C-1', start: '2026-01-01', end: '2026-12-31', cost: eur('1000.00') };
const year = 'from=2026-01-01&to=2026-12-31';

describe('contracts', () => {
  it('A3 one contract over many assets is split over them to the minor unit', async () => {
    const { bought, assets, made, owned } = costsApi();
    const items = [await bought('0.00', { assetTag: 'L-1' }), await bought('0.00'), await bought('0.00')];

    const id = await made('/v1/contracts', { ...contract, items: ['L-1', ...items.slice(1)] });

    const parts = await Promise.all(items.map(async (item) => (await owned(item, year)).total.amount));
    expect(parts.sort()).toEqual(['333.33', '333.33', '333.34']);
    const { body } = await assets.get(`/v1/contracts/${id}`);
    expect(body).toMatchObject({ ...contract, split: 'equal', items, itemNames: items.map((item) => ({ item, name: 'a laptop' })) });
    expect((await assets.get('/v1/contracts')).body.items).toEqual([body]);
  });

  it('A3 a contract is split in proportion to what the assets cost', async () => {
    const { bought, made, owned } = costsApi();
    const items = [await bought('900.00'), await bought('300.00')];
    await made('/v1/contracts', { ...contract, split: 'by-cost', items });

    const parts = await Promise.all(items.map(async (item) => (await owned(item, `${year}&basis=cash`)).parts[1]));

    expect(parts).toEqual([
      { kind: 'contract', amount: eur('750.00') },
      { kind: 'contract', amount: eur('250.00') },
    ]);
  });

  it('A3 a contract that costs something every quarter is paid at the start of each, and spread over its days', async () => {
    const { bought, made, owned } = costsApi();
    const item = await bought('0.00');
    await made('/v1/contracts', { ...contract, every: 'quarter', cost: eur('90.00'), items: [item] });
    const of = async (query: string) => (await owned(item, query)).total?.amount;

    expect(await of(`${year}&basis=cash`)).toBe('360.00');
    expect(await of(`${year}&basis=accrual`)).toBe('360.00');
    expect(await of('from=2026-01-01&to=2026-01-31&basis=cash')).toBe('90.00');
    expect(await of('from=2026-01-01&to=2026-01-31&basis=accrual')).toBe('31.00');
    expect(await of('from=2026-02-01&to=2026-02-28&basis=accrual')).toBe('28.00');
  });

  it('A3 a contract over 500 assets is stored as a whole', async () => {
    const { made, owned, assets } = costsApi();
    const total = eur('0.00');
    const { body } = await assets.post('/v1/assets/lots', { quantity: 500, total, asset: { name: 'a laptop', kind: 'hardware' } });
    const items = body.results.map(({ item }: { item: string }) => item);
    await made('/v1/contracts', { ...contract, cost: eur('5000.00'), items });

    expect((await owned(items[499], year)).total).toEqual(eur('10.00'));
  });

  it('A3 the parts of a contract that could not be stored count nothing', async () => {
    const { bought, assets, owned, records } = costsApi();
    const item = await bought('0.00');
    records.before = (operation) => {
      if (operation === 'commit') storeAway();
    };
    const refused = await assets.post('/v1/contracts', { ...contract, items: [item] });
    records.before = () => undefined;

    expect(refused.body.code).toBe('store/busy');
    expect((await owned(item, year)).parts).toEqual([]);
  });

  it.each([
    ['an unknown item', { items: ['L-9'] }, '400 item/unknown', '/items/0'],
    ['an item twice', { items: ['L-1', 'L-1'] }, '400 contract/item-twice', '/items/1'],
    ['no items', { items: [] }, '400 body/invalid', '/items'],
    ['an end before its start', { end: '2025-12-31' }, '400 contract/ends-before-start', '/end'],
    ['a notice after its end', { noticeBy: '2027-01-01' }, '400 contract/notice-after-end', '/noticeBy'],
    ['a negative cost', { cost: eur('-1.00') }, '400 body/invalid', '/cost/amount'],
    ['a split by costs that are not known', { split: 'by-cost', items: ['L-1', 'L-2'] }, '400 contract/no-price', '/items/1'],
    ['a CI without an asset facet', { items: ['L-1', 'hostname=web-1'] }, '400 item/not-an-asset', '/items/1'],
    ['a void asset', { items: ['L-1', 'ID'] }, '409 contract/item-gone', '/items/1'],
  ])('A3 a contract with %s is refused', async (_, overrides, refusal, pointer) => {
    const { bought, assets, as, made } = costsApi();
    await bought('1.00', { assetTag: 'L-1' });
    await made('/v1/assets', { name: 'a phone', kind: 'hardware', assetTag: 'L-2' });
    const gone = await bought('1.00');
    await assets.post(`/v1/assets/${gone}/void`, { reason: 'Registered twice' });
    const aliases = [{ scheme: 'hostname', value: 'web-1' }];
    await as('configuration-manager').post('/v1/configuration-items', { name: 'web-1', class: 'server', aliases });
    const body = JSON.parse(JSON.stringify({ ...contract, items: ['L-1'], ...overrides }).replace('"ID"', `"${gone}"`));

    const answer = await assets.post('/v1/contracts', body);

    expect([`${answer.status} ${answer.body.code}`, answer.body.errors[0].pointer]).toEqual([refusal, pointer]);
    expect((await assets.get('/v1/contracts')).body.items).toEqual([]);
  });

  it('A3 an unknown contract is not found', async () => {
    const { assets } = costsApi();

    const answer = await assets.get('/v1/contracts/01900000-0000-7000-8000-000000000099');

    expect([answer.status, answer.body.code]).toEqual([404, 'contract/not-found']);
  });
});

describe('costs', () => {
  it('A3 costs are listed in pages by their dates, and an event says nothing of the amount', async () => {
    const { bought, spend, assets, world } = costsApi();
    const id = await bought('80.00');
    await spend(id, 'repair', '5.00', { date: '2026-06-02', vendor: 'Fix Ltd', invoiceNumber: 'R-1', note: 'The display.' });
    await spend(id, 'maintenance', '4.00', { date: '2026-02-01' });
    await spend(id, 'repair', '-1.00', { date: '2026-06-03', note: 'Credit' });

    const first = (await assets.get(`/v1/assets/${id}/costs?limit=2`)).body;
    const rest = (await assets.get(`/v1/assets/${id}/costs?limit=2&cursor=${first.nextCursor}`)).body;

    expect([...first.items, ...rest.items]).toMatchObject([
      { date: '2026-02-01', asset: id, assetName: 'a laptop' },
      { date: '2026-06-02', vendor: 'Fix Ltd', invoiceNumber: 'R-1' },
      { date: '2026-06-03', amount: eur('-1.00') },
    ]);
    const events = (await world.events.of({ type: 'item', id })).filter(({ name }) => name === 'CostRecorded');
    expect(events.map(({ body }) => Object.keys(body).sort())).toEqual(events.map(() => ['cost', 'kind']));
  });

  it.each([
    ['a date in the future', { date: '2026-11-27' }, 'asset/date-in-future', '/date'],
    ['a date before the purchase', { date: '2026-01-14' }, 'asset/before-purchase', '/date'],
    [
      'a period that ends before it begins',
      { period: { from: '2026-02-01', to: '2026-01-31' } },
      'cost/period-ends-before-start',
      '/period/to',
    ],
    ['an unknown kind', { kind: 'acquisition' }, 'body/invalid', '/kind'],
    ['an amount finer than the minor unit', { amount: { amount: '12.50', currency: 'JPY' } }, 'body/invalid', '/amount/amount'],
  ])('A3 a cost with %s is refused', async (_, overrides, code, pointer) => {
    const { bought, assets } = costsApi();
    const id = await bought('80.00');
    const good = { kind: 'repair', date: '2026-06-01', amount: eur('50.00') };

    const answer = await assets.post(`/v1/assets/${id}/costs`, { ...good, ...overrides });

    expect([answer.status, answer.body.code, answer.body.errors[0].pointer]).toEqual([400, code, pointer]);
    expect((await assets.get(`/v1/assets/${id}/costs`)).body.items).toEqual([]);
  });
});

describe('what is prepaid', () => {
  it('A5 12,000 for 2026-11-01 to 2027-10-31: 9,994.52 is prepaid at the end of 2026 (worked example)', async () => {
    const { made, spend, bought, world } = costsApi();
    const license = await made('/v1/assets', { name: 'Draw Pro', kind: 'subscription' });
    await made(`/v1/assets/${license}/terms`, { start: '2026-11-01', end: '2027-10-31', quantity: 10, cost: eur('12000.00') });
    await made(`/v1/assets/${license}/terms`, { start: '2027-11-01', end: '2028-10-31', quantity: 10, cost: eur('12000.00') });
    const laptop = await bought('0.00');
    await spend(laptop, 'maintenance', '365.00', { date: '2026-11-01', period: { from: '2026-11-01', to: '2027-10-31' } });
    await spend(laptop, 'repair', '50.00');
    const monthly = { ...contract, end: '2027-12-31', every: 'month', cost: eur('31.00'), items: [laptop] };
    await made('/v1/contracts', monthly);

    const parts: PrepaidPart[] = [];
    let after: string | undefined;
    do {
      const page = await prepaidOn(world)('2026-12-30', { limit: 1, ...(after === undefined ? {} : { after }) });
      parts.push(...page.items);
      after = page.nextCursor;
    } while (after !== undefined);

    expect(parts.map(({ kind, item, prepaid }) => [kind, item, prepaid.amount])).toEqual([
      ['term', license, '10027.40'],
      ['cost', laptop, '305.00'],
      ['contract', undefined, '1.00'],
    ]);
    const [term] = (await prepaidOn(world)('2026-12-31', { limit: 50 })).items;
    expect(term?.prepaid).toEqual(eur('9994.52'));
    expect((await prepaidOn(world)('2028-10-31', { limit: 50 })).items).toEqual([]);
  });
});
