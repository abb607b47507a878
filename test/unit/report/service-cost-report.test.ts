import { describe, expect, it } from '@jest/globals';
import { eur } from '../../support/costs.ts';
import { ok } from '../../support/desk-api.ts';
import { transferDesk } from '../../support/imports.ts';
import { reportEstate } from '../../support/report-estate.ts';
import { serviceCostEstate } from '../../support/service-cost-estate.ts';

const november = 'from=2026-11-01&to=2026-11-30';
const path = '/v1/reports/service-cost';

type Row = Readonly<Record<string, unknown>>;

/** Two services that share a database, one with a pool, and a server that no service needs. */
const scene = async () => {
  const desk = await transferDesk();
  const { ann } = desk;
  const register = serviceCostEstate(desk);
  const { service, server, needs, spend } = register;
  const [orders, shop] = [await service('orders'), await service('shop')];
  const [app, db, spare] = [await server('app', '10.00'), await server('db', '100.01'), await server('spare', '7.00')];
  await needs(orders, app);
  await needs(app, db, '0.25');
  await needs(shop, db);
  const laptop = (await ann.post('/v1/assets', { kind: 'hardware', name: 'laptop' })).body.id;
  await ann.post('/v1/pools', { name: 'laptops', service: orders, minimumWorking: 0, members: [laptop] });
  await spend(laptop, 'repair', eur('5.00'));
  const report = async (query = november) => (await ann.get(`${path}?${query}`)).body;
  const cost = async (id: string, query = november) => (await ann.get(`/v1/services/${id}/cost?${query}`)).body;
  return { ...desk, ...register, orders, shop, db, spare, laptop, report, cost };
};

describe('the report on the cost of services', () => {
  it('L4 has what each service costs, and the rest; they sum exactly to all costs', async () => {
    const { orders, shop, report, cost } = await scene();

    const { items, totals, ...answer } = await report();

    expect(answer).toEqual({ basis: 'accrual', from: '2026-11-01', to: '2026-11-30' });
    expect(items.map(({ service, serviceName, total }: Row) => [service, serviceName, total])).toEqual([
      [orders, 'orders', eur('40.00')],
      [shop, 'shop', eur('75.01')],
      [null, undefined, eur('7.00')],
    ]);
    expect(totals).toEqual([eur('122.01')]);
    expect(items[0].byKind).toMatchObject({ maintenance: eur('35.00'), repair: eur('5.00'), depreciation: eur('0.00') });
    for (const { service, total } of items.slice(0, 2)) expect((await cost(service)).total).toEqual(total);
  });

  it('L4 amounts of several currencies are rows of their own', async () => {
    const { shop, db, spend, report } = await scene();
    await spend(db, 'repair', { amount: '8.00', currency: 'USD' });

    const { items, totals } = await report();

    expect(items.filter(({ service }: Row) => service === shop)).toMatchObject([
      { total: eur('75.01') },
      { total: { amount: '6.00', currency: 'USD' } },
    ]);
    expect(totals).toEqual([eur('122.01'), { amount: '8.00', currency: 'USD' }]);
  });

  it('L4 the pages have each row once, and every page has the sums of all', async () => {
    const { ann, report } = await scene();
    const { items, totals } = await report();
    const rows: Row[] = [];

    for (let cursor = ''; ; ) {
      const { body } = await ann.get(`${path}?${november}&limit=1${cursor}`);
      expect(body.totals).toEqual(totals);
      rows.push(...body.items);
      if (body.nextCursor === undefined) break;
      cursor = `&cursor=${body.nextCursor}`;
    }

    expect(rows).toEqual(items);
  });

  it('L4 depreciation is that of the book that is asked for; what is not in it is an expense of the day on which it was bought', async () => {
    const { ann, orders, laptop, report, cost } = await scene();
    for (const name of ['tax', 'group']) await ann.put(`/v1/books/${name}`, { currency: 'EUR', fiscalYearStart: '01-01', standard: 'tax' });
    const entryOf = (name: string, lifeMonths: number, inServiceDate: string) => {
      return { name, lifeMonths, inServiceDate, method: 'straight-line', convention: 'full-month', residualValue: '0.00' };
    };
    const bought = async (date: string, books: readonly object[]): Promise<string> =>
      (await ok(ann.post('/v1/assets', { kind: 'hardware', name: 'a laptop', purchase: { date, value: eur('240.00') }, books }))).id;
    const both = await bought('2026-01-01', [entryOf('tax', 12, '2026-01-01'), entryOf('group', 24, '2026-01-01')]);
    const expensed = await bought('2026-11-02', [entryOf('tax', 12, '2026-11-02')]);
    await ok(ann.post('/v1/pools', { name: 'more', service: orders, minimumWorking: 0, members: [both, expensed, laptop] }));
    const of = async (query: string) => (await report(`${november}${query}`)).items[0];

    expect((await report()).code).toBe('book/required');
    expect(await of('&book=tax')).toMatchObject({ byKind: { depreciation: eur('40.00'), acquisition: eur('0.00') } });
    expect(await of('&book=group')).toMatchObject({ byKind: { depreciation: eur('10.00'), acquisition: eur('240.00') } });
    expect((await cost(orders, `${november}&book=group`)).total).toEqual((await of('&book=group')).total);
    expect((await report(`${november}&book=none`)).code).toBe('book/not-found');
    expect(await cost(orders, `${november}&book=none`)).toMatchObject({ status: 404, code: 'book/not-found' });
  });

  it('L4 the report is a table, too', async () => {
    const { ann, orders } = await scene();

    const { body, headers } = await ann.get(`${path}?${november}`, { accept: 'text/csv' });

    expect(headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'x-content-type-options': 'nosniff' });
    const [head, first, , rest] = String(body).split('\r\n');
    expect(head).toMatch(/^service,serviceName,total,byKind.acquisition,byKind.depreciation,.*,currency$/);
    expect(first).toBe(`${orders},orders,40.00,0.00,0.00,0.00,35.00,5.00,0.00,0.00,0.00,0.00,EUR`);
    expect(rest).toMatch(/^,,7.00,/);
  });

  it('L4 an export has the same rows and sums, taken page by page, also of more than 400 days', async () => {
    const { ann, exported, report } = await scene();

    const { nextCursor, ...document } = JSON.parse(
      await exported({ kind: 'service-cost', format: 'json', filter: { from: '2026-11-01', to: '2026-11-30' } }),
    );

    expect(document).toEqual(await report());
    const table = await exported({ kind: 'service-cost', filter: { from: '2020-01-01', to: '2026-11-30' } });
    expect(table.split('\r\n')).toHaveLength(5);
    const unknown = await ann.post('/v1/exports', { kind: 'service-cost', format: 'csv', filter: { book: 'none' } });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'book/not-found' } });
  });

  it.each([
    ['from=2026-11-30&to=2026-11-01', 'report/end-before-start'],
    ['from=2025-01-01&to=2026-02-05', 'period/too-long'],
  ])('L4 %s is refused with a pointer', async (query, code) => {
    const { ann } = await transferDesk();

    expect(await ann.get(`${path}?${query}`)).toMatchObject({ status: 400, body: { code, errors: [{ pointer: '/query/to' }] } });
  });

  it('X2 only those who see values read it and export it', async () => {
    const { vic } = await transferDesk();

    expect((await vic.get(path)).status).toBe(403);
    expect((await vic.post('/v1/exports', { kind: 'service-cost', format: 'csv' })).status).toBe(403);
  });

  it('A8 L4 over more than 500 assets it is an export, which goes on after each page with the sums so far', async () => {
    const desk = await reportEstate();
    const { ann, lot, written, inShortRuns } = desk;
    const { service, needs, server } = serviceCostEstate(desk);
    const [orders, db] = [await service('orders'), await server('db', '100.00')];
    await needs(orders, db);
    await lot(501, { books: [] });
    const days = { from: '2026-11-01', to: '2027-03-31' };

    const { status, headers, body } = await ann.get(`${path}?from=${days.from}&to=${days.to}`, { accept: 'text/csv' });
    await inShortRuns();

    expect([status, headers.location]).toEqual([202, `/v1/exports/${body.id}`]);
    expect(body).toMatchObject({ kind: 'service-cost', format: 'csv', filter: days });
    const { items, totals } = JSON.parse(await written('service-cost', 'json', days));
    expect(items.map(({ serviceName, total }: Row) => [serviceName, total])).toEqual([
      ['orders', eur('100.00')],
      [undefined, eur('501000.00')],
    ]);
    expect(totals).toEqual([eur('501100.00')]);
  });
});
