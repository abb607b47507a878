import { describe, expect, it } from '@jest/globals';
import { hour, plus } from '../../../shared/domain/clock.ts';
import { deskApi, ok } from '../../support/desk-api.ts';
import { serviceApi, serviceDesk } from '../../support/services.ts';

type Row = Readonly<Record<string, unknown>>;
type Api = Awaited<ReturnType<typeof serviceApi>>;

const reportOf = async ({ manager }: Pick<Api, 'manager'>, query: string) => ok(manager.get(`/v1/reports/availability?${query}`));

/** The figures that a service has for the days of a row, beside what only one of the two answers says. */
const singleOf = async ({ manager }: Pick<Api, 'manager'>, { service, from, to }: Row) => {
  const { name, agreements, intervals, ...figures } = await ok(manager.get(`/v1/services/${service}/availability?from=${from}&to=${to}`));
  return figures;
};
const figuresOf = ({ serviceName, month, ...figures }: Row): Row => figures;

/** Another service with an agreement. */
const another = async ({ manager }: Api, name: string, terms: object = {}): Promise<string> => {
  const { id } = await ok(manager.post('/v1/configuration-items', { name, class: 'service' }));
  await ok(manager.put(`/v1/services/${id}/agreement`, { validFrom: '2026-01-01', target: '99.5', zone: 'UTC', ...terms }));
  return id;
};

describe('the report on availability', () => {
  it('L3 has a row for each service and month, with the figures that the service itself is answered', async () => {
    const api = await serviceApi();
    await ok(api.agree({ zone: 'Europe/Berlin' }));
    const mail = await another(api, 'mail', { serviceHours: [{ days: ['mo', 'tu', 'we'], from: '08:00', to: '18:00' }] });
    await ok(api.report({ start: '2026-09-30T20:00:00Z', end: '2026-10-01T03:00:00Z' }));
    await ok(api.report({ start: '2026-03-20T00:00:00Z', end: '2026-05-02T06:00:00Z' }));
    const { id } = await ok(api.report());
    await ok(api.manager.patch(`${api.path}/outages/${id}`, { end: '2026-11-10T10:30:00Z', reason: 'from the log' }));
    await ok(api.manager.post(`/v1/services/${mail}/outages`, { start: '2026-11-24T10:00:00Z', state: 'down' }));

    const { items, ...answer } = await reportOf(api, 'from=2026-01-01&to=2026-12-31');

    const months = Array.from({ length: 11 }, (_, place) => `2026-${String(place + 1).padStart(2, '0')}`);
    expect(answer).toEqual({ from: '2026-01-01', to: '2026-12-31', withoutAgreement: [] });
    expect(items.map(({ serviceName, month }: Row) => `${serviceName} ${month}`)).toEqual(
      ['shop', 'mail'].flatMap((name) => months.map((month) => `${name} ${month}`)),
    );
    const singles = await Promise.all(items.map((row: Row) => singleOf(api, row)));
    expect(items.map(figuresOf)).toEqual(singles);
    expect(items[10]).toMatchObject({ outageTime: 'PT30M', met: true, corrections: 1, from: '2026-10-31T23:00:00.000Z' });
    expect(items.filter(({ met }: Row) => met === false).map(({ month }: Row) => month)).toEqual(
      ['03', '04', '05', '09', '10'].map((month) => `2026-${month}`).concat('2026-11'),
    );
  });

  it('L2 L3 agreed downtime counts in the month of its minutes, as the service itself is answered', async () => {
    const desk = await serviceDesk();
    const start = '2026-11-30T22:00:00.000Z';
    await desk.scheduled({ window: { start, end: plus(start, 4 * hour), agreedDowntime: 'PT3H', mode: 'planned' } });
    desk.clock.set('2026-12-20T12:00:00.000Z');
    await desk.down(plus(start, hour), plus(start, 5 * hour));
    const manager = (await deskApi(desk)).as('configuration-manager');

    const { items } = await reportOf({ manager }, 'from=2026-11-01&to=2026-12-31');

    expect(items).toMatchObject([
      { month: '2026-11', agreedDowntimeUsed: 'PT1H', outageTime: 'PT0S', met: true },
      { month: '2026-12', agreedDowntimeUsed: 'PT2H', outageTime: 'PT1H', met: false, countedTo: '2026-12-20T12:00:00.000Z' },
    ]);
    expect(items.map(figuresOf)).toEqual(await Promise.all(items.map((row: Row) => singleOf({ manager }, row))));
  });

  it('L3 a period counts from its first to its last day in the zone of each agreement; by default it is this month', async () => {
    const api = await serviceApi();
    await ok(api.agree({ zone: 'America/New_York' }));

    const { items } = await reportOf(api, 'from=2026-10-10&to=2026-11-02');

    expect(items).toMatchObject([
      { month: '2026-10', from: '2026-10-10T04:00:00.000Z', to: '2026-11-01T04:00:00.000Z' },
      { month: '2026-11', from: '2026-11-01T04:00:00.000Z', to: '2026-11-03T05:00:00.000Z', serviceTime: 'PT49H' },
    ]);
    expect(await reportOf(api, '')).toMatchObject({ from: '2026-11-01', to: '2026-11-30', items: [{ month: '2026-11' }] });
  });

  it('L3 a service without an agreement is named, and has no rows; nor has a month before an agreement or to come', async () => {
    const api = await serviceApi();
    const mail = await another(api, 'mail', { validFrom: '2026-10-15' });

    const { items, withoutAgreement } = await reportOf(api, 'from=2026-09-01&to=2026-12-31');

    expect(withoutAgreement).toEqual([{ service: api.service, serviceName: 'shop' }]);
    expect(items).toMatchObject([
      { service: mail, month: '2026-10', serviceTime: 'PT408H' },
      { service: mail, month: '2026-11' },
    ]);
  });

  it('L3 a page has the months of so many services, and the pages have all of them once', async () => {
    const api = await serviceApi();
    await ok(api.agree());
    for (const name of ['mail', 'wiki', 'chat', 'build']) await another(api, name);
    const names: unknown[] = [];

    for (let cursor = ''; ; ) {
      const { items, nextCursor } = await reportOf(api, `from=2026-10-01&to=2026-11-30&limit=2${cursor}`);
      names.push(items.map(({ serviceName }: Row) => serviceName));
      if (nextCursor === undefined) break;
      cursor = `&cursor=${nextCursor}`;
    }

    expect(names).toEqual([
      ['shop', 'shop', 'mail', 'mail'],
      ['wiki', 'wiki', 'chat', 'chat'],
      ['build', 'build'],
    ]);
  });

  it('L3 the report is a table, too', async () => {
    const api = await serviceApi();
    await ok(api.agree());
    await ok(api.report());

    const { body } = await api.manager.get('/v1/reports/availability?from=2026-11-01&to=2026-11-30', { accept: 'text/csv' });

    const [head, row] = String(body)
      .split('\r\n')
      .map((line) => line.split(','));
    expect(head?.at(-1)).toBe('corrections');
    const cells = Object.fromEntries((head ?? []).map((column, place) => [column, row?.[place]]));
    expect(cells).toMatchObject({
      serviceName: 'shop',
      month: '2026-11',
      outageTime: 'PT1H',
      target: '99.9',
      met: 'false',
      corrections: '0',
    });
  });

  it.each([
    ['from=2026-11-30&to=2026-11-01', 'report/end-before-start'],
    ['from=2025-01-01&to=2026-02-05', 'period/too-long'],
  ])('L3 %s is refused with a pointer', async (query, code) => {
    const { manager } = await serviceApi();

    expect(await manager.get(`/v1/reports/availability?${query}`)).toMatchObject({
      ...{ status: 400 },
      body: { code, errors: [{ pointer: '/query/to', code }] },
    });
  });

  it('L3 400 days are answered, and more are an export', async () => {
    const api = await serviceApi();
    await ok(api.agree());

    expect((await reportOf(api, 'from=2025-11-01&to=2026-12-05')).items).toHaveLength(11);
    const { body } = await api.manager.get('/v1/reports/availability?from=2025-11-01&to=2026-12-06');
    expect(body.detail).toContain('export of availability');
  });
});
