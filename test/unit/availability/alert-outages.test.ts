import { expect, it } from '@jest/globals';
import { reportOutage } from '../../../shared/application/outage/report-outage.ts';
import { ok } from '../../support/desk-api.ts';
import { brief, outageScene } from '../../support/outage-scene.ts';

it('L2 an alert that the matchers mark is an outage of the service, from its start to its end, with both receipts', async () => {
  const { at, fire, recover, sweepAt, outages, availability, database, monitor, shop } = await outageScene();
  at('22:03');
  await fire('db-1', '22:01');
  await sweepAt('22:04');
  const [open] = await outages();
  at('22:35');
  await recover('db-1', '22:31', '22:01');
  await sweepAt('22:36');

  expect(open).toMatchObject({ service: shop, state: 'down', source: 'alert', item: database, cause: `HostDown: ${database} is down` });
  expect(open).toMatchObject({ start: '2026-11-28T22:01:00.000Z', receivedAt: '2026-11-28T22:03:00.000Z' });
  expect(open).toMatchObject({ reportedBy: `monitor:${monitor.id}`, reportedByName: 'prometheus' });
  expect(open?.end).toBeUndefined();
  expect(await outages()).toMatchObject([
    { id: open?.id, end: '2026-11-28T22:31:00.000Z', endReceivedAt: '2026-11-28T22:35:00.000Z', corrections: [] },
  ]);
  expect(await availability()).toMatchObject({ outageTime: 'PT30M', intervals: [{ kind: 'unplanned', source: 'alert' }] });
});

it('L2 the outage of an alert names its episode, one of several alerts that with which it begins, and a report names none', async () => {
  const { at, fire, sweepAt, outages, api, shop, world, max } = await outageScene();
  at('22:20');
  await fire('web-1', '22:00');
  await fire('web-2', '22:10');
  await sweepAt('22:21');
  await reportOutage(world)(shop, { start: '2026-11-28T22:05:00.000Z', state: 'degraded' }, max);
  const { items } = await ok((await api()).get('/v1/episodes'));
  const [second, first] = items.map(({ id }: { id: string }) => id);

  expect((await outages()).map((outage) => [brief(outage), outage.episode]).toSorted()).toEqual([
    ['degraded 22:00-', first],
    ['degraded 22:05-', undefined],
    ['degraded 22:10-', second],
    ['down 22:10-', second],
  ]);
});

it('L2 an alert that not all of the matchers mark, and one that leads to no CI, are no outages', async () => {
  const { at, fire, sweepAt, outages, records } = await outageScene({ monitor: { outage: ['severity="critical"', 'team=~"sho.*"'] } });
  at('22:03');
  await fire('db-1', '22:01');
  await fire('nobody', '22:01', { labels: { severity: 'critical', team: 'shop' } });
  await sweepAt('22:04');
  expect(await outages()).toEqual([]);
  expect(records.all().filter(({ type }) => type === 'AlertOutage')).toEqual([]);
  await fire('db-1', '22:01', { labels: { severity: 'critical', team: 'shops' } });
  await sweepAt('22:05');

  expect((await outages()).map(brief)).toEqual(['down 22:01-']);
});

it('L2 without matchers, no alert is an outage, and a matcher that cannot be read marks none', async () => {
  for (const outage of [undefined, [], ['not a matcher']]) {
    const { fire, sweepAt, outages, posts, sendAll } = await outageScene({ monitor: { outage } });
    await fire('db-1', '21:58');
    await sendAll();
    await sweepAt('22:04');
    expect(await outages()).toEqual([]);
    expect(posts).toHaveLength(1);
  }
});

it('L2 the matchers of outages are checked when a monitor is made or edited', async () => {
  const { as, monitor } = await outageScene();
  const edit = (outage: unknown) => as('admin').patch(`/v1/monitors/${monitor.id}`, { outage });

  expect(await edit(['severity="critical"', 'nonsense'])).toMatchObject({
    ...{ status: 400, body: { code: 'matcher/invalid', errors: [{ pointer: '/outage/1' }] } },
  });
  expect(await edit(['severity=~"critical|page"'])).toMatchObject({ status: 200, body: { outage: ['severity=~"critical|page"'] } });
});

it('L2 a held alert is an outage too, attributed to the change whose window holds it: quiet is not up', async () => {
  const { at, fire, recover, sweepAt, outages, window, database, sendAll, posts } = await outageScene();
  const quiet = await window([database]);
  at('22:11');
  await fire('db-1', '22:10');
  await sweepAt('22:12');
  at('22:20');
  await recover('db-1', '22:19', '22:10');
  await sweepAt('22:21');
  await sendAll();

  expect(posts).toEqual([]);
  expect(await outages()).toMatchObject([{ change: quiet.change, start: '2026-11-28T22:10:00.000Z', end: '2026-11-28T22:19:00.000Z' }]);
});

it('L2 two alerts of one service that overlap count once', async () => {
  const { at, fire, recover, sweepAt, outages, availability } = await outageScene();
  at('22:05');
  await fire('db-1', '22:00');
  await fire('shop', '22:05');
  at('22:40');
  await recover('db-1', '22:20', '22:00');
  await recover('shop', '22:30', '22:05');
  await sweepAt('22:41');

  expect((await outages()).map(brief)).toEqual(['down 22:00-22:20', 'down 22:05-22:30']);
  expect(await availability()).toMatchObject({ outageTime: 'PT30M' });
});

it('L2 an alert that flaps is an outage each time, and what repeats is none', async () => {
  const { at, fire, recover, sweepAt, outages, availability } = await outageScene();
  for (const [from, to] of [
    ['22:00', '22:05'],
    ['22:10', '22:15'],
  ] as const) {
    at(from);
    await fire('db-1', from);
    await fire('db-1', from);
    at(to);
    await recover('db-1', to, from);
    await recover('db-1', to, from);
  }
  await sweepAt('22:20');
  await sweepAt('22:21');

  expect((await outages()).map(brief)).toEqual(['down 22:00-22:05', 'down 22:10-22:15']);
  expect((await outages()).map(({ version }) => version)).toEqual([1, 1]);
  expect(await availability()).toMatchObject({ outageTime: 'PT10M' });
});

it.each([
  ['began more than 24 hours before its receipt', '2026-11-20T00:00:00Z', '2026-11-28T22:30:00Z', ['2026-11-27T22:10', '2026-11-28T22:30']],
  ['begins after its receipt', '2026-11-28T23:30:00Z', '2026-11-28T22:30:00Z', ['2026-11-28T22:10', '2026-11-28T22:30']],
  ['ends after the receipt of its end', '2026-11-28T22:00:00Z', '2026-11-29T22:00:00Z', ['2026-11-28T22:00', '2026-11-28T22:35']],
])('L2 the time of an alert that %s is cut', async (_, startsAt, endsAt, times) => {
  const { at, receive, sweepAt, outages, database } = await outageScene();
  const alert = { labels: { alertname: 'HostDown', ci: database, severity: 'critical' }, annotations: {}, startsAt, fingerprint: 'f' };
  at('22:10');
  await receive({ ...alert, status: 'firing', endsAt: '0001-01-01T00:00:00Z' });
  await sweepAt('22:11');
  at('22:35');
  await receive({ ...alert, status: 'resolved', endsAt });
  await sweepAt('22:36');

  expect((await outages()).map(({ start, end }) => [start.slice(0, 16), end?.slice(0, 16)])).toEqual([times]);
});

it('L2 a measured outage supersedes a typed one, which counts outside of it only', async () => {
  const { at, fire, recover, sweepAt, outages, availability, world, shop, max } = await outageScene();
  at('22:40');
  await reportOutage(world)(shop, { start: '2026-11-28T22:00:00.000Z', end: '2026-11-28T22:30:00.000Z', state: 'down' }, max);
  await fire('db-1', '22:10');
  at('22:45');
  await recover('db-1', '22:40', '22:10');
  await sweepAt('22:46');

  const [typed, measured] = await outages();
  expect(typed).toMatchObject({ source: 'manual', supersededBy: measured?.id });
  const { outageTime, intervals } = await availability();
  expect(outageTime).toBe('PT40M');
  expect(intervals.map((each: { source: string; start: string }) => [each.source, each.start.slice(11, 16)])).toEqual([
    ['manual', '22:00'],
    ['alert', '22:10'],
  ]);
});

it('L2 a test of a monitor is no outage', async () => {
  const { as, monitor, sweepAt, outages } = await outageScene();
  await ok(as('admin').post(`/v1/monitors/${monitor.id}/test`, { labels: { ci: 'db-1', severity: 'critical' } }));
  await sweepAt('22:04');

  expect(await outages()).toEqual([]);
});
