import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sumOfCosts } from '../../../shared/domain/cost/cost-of-ownership.ts';
import { costOfService, unshared } from '../../../shared/domain/cost/service-cost.ts';
import { noCosts, rowsOfSums, totalsOfRows, withCosts } from '../../../shared/domain/cost/service-cost-sums.ts';
import { serviceShares } from '../../../shared/domain/cost/service-shares.ts';
import { isMoreRatio, minorUnitsOf, plusRatio, wholeRatio } from '../../../shared/domain/money.ts';
import { costsApi, eur } from '../../support/costs.ts';
import { serviceCostEstate } from '../../support/service-cost-estate.ts';

const november = 'from=2026-11-01&to=2026-11-30';

/** A register with services, servers that cost something in November, and relations between them. */
const estate = () => {
  const api = costsApi();
  return {
    ...api,
    ...serviceCostEstate(api),
    cost: async (service: string, query = november) => (await api.assets.get(`/v1/services/${service}/cost?${query}`)).body,
  };
};

describe('the cost of a service', () => {
  it('L4 what several services reach is split evenly among them, to the minor unit', async () => {
    const { service, server, needs, cost } = estate();
    const [orders, shop, mail, db] = [await service('orders'), await service('shop'), await service('mail'), await server('db', '100.00')];
    for (const each of [orders, shop, mail]) await needs(each, db);

    const amounts: string[] = [];
    for (const each of [orders, shop, mail]) amounts.push((await cost(each)).total.amount);

    expect(amounts.toSorted()).toEqual(['33.33', '33.33', '33.34']);
    expect((await cost(orders)).items).toMatchObject([{ item: db, itemName: 'db', share: '0.333333' }]);
  });

  it('L4 a relation declares its share; the others get the rest, through what lies between', async () => {
    const { service, server, needs, cost } = estate();
    const [orders, shop, app, db] = [
      await service('orders'),
      await service('shop'),
      await server('app', '10.00'),
      await server('db', '100.00'),
    ];
    await needs(orders, app);
    await needs(app, db, '0.25');
    await needs(shop, db);

    expect(await cost(orders)).toMatchObject({
      ...{ basis: 'accrual', from: '2026-11-01', to: '2026-11-30', total: eur('35.00'), totals: [eur('35.00')] },
      parts: [{ kind: 'maintenance', amount: eur('35.00') }],
    });
    expect((await cost(shop)).items).toEqual([{ item: db, itemName: 'db', share: '0.75', amount: eur('75.00') }]);
  });

  it('L4 a share can be declared later, is shown, and stays when the relation is put again without one', async () => {
    const { service, server, needs, cost, cis } = estate();
    const [orders, db] = [await service('orders'), await server('db', '100.00')];

    expect((await needs(orders, db)).status).toBe(201);
    expect(await needs(orders, db, '0.4')).toMatchObject({ status: 200, body: { share: '0.4' } });
    expect(await needs(orders, db)).toMatchObject({ status: 200, body: { share: '0.4' } });
    expect((await cis.get(`/v1/configuration-items/${db}/relations`)).body.items).toMatchObject([{ source: orders, share: '0.4' }]);
    expect((await cost(orders)).total).toEqual(eur('40.00'));
    expect(await needs(orders, db, '1.5')).toMatchObject({ status: 400, body: { errors: [{ pointer: '/share' }] } });
  });

  it('L4 the members of the pools of a service cost it something, each once, and a cycle ends', async () => {
    const { service, server, needs, cost, assets, bought } = estate();
    const [desktops, db] = [await service('desktops'), await server('db', '10.00')];
    const laptop = await bought('900.00', { purchase: { date: '2026-11-10', value: eur('900.00') } });
    await assets.post('/v1/pools', { name: 'laptops', service: desktops, minimumWorking: 1, members: [laptop] });
    await needs(desktops, db);
    await needs(db, desktops);

    const page = await cost(desktops, `${november}&limit=1`);

    expect(page.total).toEqual(eur('910.00'));
    expect(page.items).toHaveLength(1);
    expect((await cost(desktops, `${november}&limit=1&cursor=${page.nextCursor}`)).items).toHaveLength(1);
  });

  it.each([
    ['from=2026-11-30&to=2026-11-01', 400, 'cost/period-ends-before-start', '/query/to'],
    ['from=2025-01-01&to=2026-02-05', 400, 'period/too-long', '/query/to'],
  ])('L4 %s is refused', async (query, status, code, pointer) => {
    const { service, cost } = estate();

    expect(await cost(await service('orders'), query)).toMatchObject({ status, code, errors: [{ pointer }] });
  });

  it('L4 a period of more than 400 days says that an export answers it', async () => {
    const { service, cost } = estate();

    const { detail } = await cost(await service('orders'), 'from=2025-01-01&to=2026-02-05');

    expect(detail).toContain('request an export of service-cost instead');
  });

  it('L4 only a service has such a cost, and only those who see values read it', async () => {
    const { server, service, cost, as } = estate();

    expect(await cost(await server('db', '1.00'))).toMatchObject({ status: 404, code: 'service/not-found' });
    expect(await cost('01890000-0000-7000-8000-000000000000')).toMatchObject({ status: 404, code: 'item/not-found' });
    expect((await as('viewer').get(`/v1/services/${await service('orders')}/cost`)).status).toBe(403);
  });

  it('L4 the costs of all services and the unshared rest sum exactly to all costs, and are the rows of the report, in every graph', () => {
    const item = fc.integer({ min: 0, max: 9 }).map(String);
    const share = fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined });
    const link = fc.record({ dependant: item, dependency: item, share: share.map((per) => (per === undefined ? per : String(per / 100))) });
    fc.assert(
      fc.property(
        fc.array(link, { maxLength: 30 }),
        fc.array(fc.integer({ min: -999, max: 9_999 }), { minLength: 10, maxLength: 10 }),
        (links, amounts) => {
          const items = amounts.map((_, at) => String(at));
          const isService = (each: string) => Number(each) < 4;
          const shares = serviceShares(items, links, isService);
          const costs = amounts.map((amount, at) => ({
            item: String(at),
            cost: sumOfCosts([{ kind: 'other', currency: 'EUR', amount: BigInt(amount) }]),
            shares: shares.get(String(at)) ?? new Map(),
          }));
          const bearers = [...items.filter(isService), unshared];
          const borne = bearers.flatMap((service) => costOfService(service, costs).totals).map(({ amount }) => minorUnitsOf(amount, 'EUR'));

          const all = amounts.reduce((one, other) => one + BigInt(other), 0n);
          expect(borne.reduce((one, other) => one + other, 0n)).toBe(all);
          const rows = rowsOfSums(costs.reduce((sums, cost) => withCosts(sums, [cost]), noCosts));
          const singles = bearers.flatMap((each) =>
            costOfService(each, costs).totals.map((total) => [each === unshared ? null : each, total]),
          );
          expect(rows.map(({ service, total }) => [service, total])).toEqual(singles);
          expect(totalsOfRows(rows).map(({ amount }) => minorUnitsOf(amount, 'EUR'))).toEqual(all === 0n ? [] : [all]);
          const sums = [...shares.values()].map((each) => [...each.values()].reduce(plusRatio, wholeRatio(0)));
          expect(sums.filter((sum) => isMoreRatio(sum, wholeRatio(1)))).toEqual([]);
          expect([...shares.values()].flatMap((each) => [...each.keys()]).every(isService)).toBe(true);
        },
      ),
    );
  });
});
