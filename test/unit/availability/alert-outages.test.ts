import { expect, it } from '@jest/globals';
import { correctOutage } from '../../../shared/application/outage/correct-outage.ts';
import { reportOutage } from '../../../shared/application/outage/report-outage.ts';
import { ok } from '../../support/desk-api.ts';
import { brief, outageScene } from '../../support/outage-scene.ts';
import { relate, unrelate } from '../../support/related.ts';

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

it('L2 one of two servers degrades the service; while both are down it is down, as in the worked example', async () => {
  const { at, fire, recover, sweepAt, outages, availability, one } = await outageScene();
  await sweepAt('22:00');
  await fire('web-1', '22:00');
  await sweepAt('22:10');
  expect((await outages()).map(brief)).toEqual(['degraded 22:00-']);
  at('22:20');
  await fire('web-2', '22:20');
  await sweepAt('22:21');
  expect((await outages()).map(brief).toSorted()).toEqual(['degraded 22:00-', 'degraded 22:20-', 'down 22:20-']);
  at('22:30');
  await recover('web-1', '22:30', '22:00');
  await sweepAt('22:31');
  at('22:40');
  await recover('web-2', '22:40', '22:20');
  await sweepAt('22:41');

  expect((await outages()).map(brief).toSorted()).toEqual(['degraded 22:00-22:30', 'degraded 22:20-22:40', 'down 22:20-22:30']);
  expect((await outages())[0]).toMatchObject({ item: one });
  const { outageTime, intervals } = await availability();
  expect(outageTime).toBe('PT10M');
  expect(intervals.map((each: { kind: string; start: string; end: string }) => [each.kind, each.start.slice(11, 16)])).toEqual([
    ['degraded', '22:00'],
    ['unplanned', '22:20'],
    ['degraded', '22:30'],
  ]);
});

it('L2 a service was not down if the first server had recovered before the second failed, although that is heard later', async () => {
  const { at, fire, recover, sweepAt, outages, availability } = await outageScene();
  at('22:00');
  await fire('web-1', '22:00');
  at('22:22');
  await fire('web-2', '22:21');
  await sweepAt('22:23');
  expect((await outages()).map(brief)).toContain('down 22:21-');
  at('22:24');
  await recover('web-1', '22:20', '22:00');
  await sweepAt('22:25');
  at('22:40');
  await recover('web-2', '22:31', '22:21');
  await sweepAt('22:41');

  expect((await outages()).map(brief).filter((outage) => outage.startsWith('down'))).toEqual([]);
  expect(await availability()).toMatchObject({ outageTime: 'PT0S' });
});

it('L2 a third alert that comes late extends the time in which the service is down', async () => {
  const { at, fire, recover, sweepAt, availability } = await outageScene();
  at('22:20');
  await fire('web-1', '22:00');
  await fire('web-2', '22:10');
  at('22:30');
  await recover('web-1', '22:15', '22:00');
  await sweepAt('22:31');
  expect(await availability()).toMatchObject({ outageTime: 'PT5M' });
  await fire('web-1', '22:12', { name: 'DiskFull' });
  at('22:40');
  await recover('web-2', '22:30', '22:10');
  await sweepAt('22:41');

  expect(await availability()).toMatchObject({ outageTime: 'PT20M' });
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

it('L2 what a person corrected stays, and the alert still gives it an end', async () => {
  const { at, fire, recover, sweepAt, outages, world, shop, max } = await outageScene();
  at('22:02');
  await fire('db-1', '22:00');
  await sweepAt('22:30');
  const [open] = await outages();
  const patch = { start: '2026-11-28T22:25:00.000Z', cause: 'a full disk', reason: 'read from the log' };
  await correctOutage(world)({ service: shop, outage: open?.id ?? '', patch, ifMatch: 'any' }, max);
  at('22:40');
  await recover('db-1', '22:35', '22:00');
  await sweepAt('22:41');

  expect((await outages()).map(brief)).toEqual(['down 22:25-22:35']);
  expect(await outages()).toMatchObject([{ cause: 'a full disk', corrections: [{ by: `person:${max.id}` }] }]);
});

it('L2 E2 an outage that cannot be recorded delays no alert, and is recorded when the store answers again', async () => {
  const { at, fire, recover, minute, sweepAt, outages, posts, sendAll, records, failed } = await outageScene();
  at('22:02');
  await fire('db-1', '22:00');
  records.before = (operation, writes) => {
    if (operation === 'commit' && writes?.some(({ label }) => label.startsWith('Outage '))) throw new Error('no table');
  };
  await minute();
  await sendAll();
  at('22:12');
  await recover('db-1', '22:10', '22:00');
  await sendAll();
  await minute();
  expect(posts.map(({ body }) => body.data.status)).toEqual(['firing', 'resolved']);
  expect(failed.length).toBeGreaterThan(0);
  expect(await outages()).toEqual([]);
  records.before = () => undefined;
  await sweepAt('22:14');

  expect((await outages()).map(brief)).toEqual(['down 22:00-22:10']);
});

it('L2 a sweep that is interrupted between two services goes on with the services that it had found', async () => {
  const { at, fire, minute, sweepAt, world, ci, database, records } = await outageScene();
  const second = await ci('billing', { class: 'service' });
  await relate(world, [{ source: second, type: 'depends-on', target: database }]);
  at('22:02');
  await fire('db-1', '22:00');
  let recorded = 0;
  records.before = (operation, writes) => {
    if (operation !== 'commit' || !writes?.some(({ label }) => label.startsWith('Outage '))) return;
    recorded += 1;
    if (recorded === 2) throw new Error('interrupted');
  };
  await minute();
  records.before = () => undefined;
  await sweepAt('22:04');

  const all = records.all().filter(({ type }) => type === 'Outage');
  expect(new Set(all.map(({ data }) => data.service))).toHaveProperty('size', 2);
  expect(all.map(({ version }) => version)).toEqual([1, 1]);
});

it('L2 the services of an alert are those of its beginning, also if a relation is removed before it is over', async () => {
  const { at, fire, recover, sweepAt, outages, world, shop, database } = await outageScene();
  at('22:02');
  await fire('db-1', '22:00');
  await sweepAt('22:03');
  await unrelate(world, [{ source: shop, type: 'depends-on', target: database }]);
  at('22:12');
  await recover('db-1', '22:10', '22:00');
  await sweepAt('22:13');

  expect((await outages()).map(brief)).toEqual(['down 22:00-22:10']);
});

it('L2 a test of a monitor is no outage', async () => {
  const { as, monitor, sweepAt, outages } = await outageScene();
  await ok(as('admin').post(`/v1/monitors/${monitor.id}/test`, { labels: { ci: 'db-1', severity: 'critical' } }));
  await sweepAt('22:04');

  expect(await outages()).toEqual([]);
});
