import { expect, it } from '@jest/globals';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { receiveAlerts } from '../../../shared/application/episode/receive-alerts.ts';
import { correctOutage } from '../../../shared/application/outage/correct-outage.ts';
import { recordAlertOutage } from '../../../shared/application/outage/record-alert-outage.ts';
import { sweep } from '../../../shared/application/sweep/sweep.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { type Duty, duties, newDue } from '../../../shared/domain/due/due.ts';
import { message, time } from '../../support/alerts.ts';
import { aMonitor, ownAlarms } from '../../support/monitors.ts';
import { brief, outageScene } from '../../support/outage-scene.ts';
import { relate, unrelate } from '../../support/related.ts';
import { serviceDesk } from '../../support/services.ts';
import { unreported } from '../../support/silence.ts';

const began = time('22:00');

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

it('T9 L2 the sweep records outages after all that alerts and windows need', async () => {
  const { world, context, minute } = await outageScene();
  await minute();
  const order: string[] = [];
  const named = ['day', 'outages', 'alerts', 'minute'].map((lane) => duties.find((duty) => newDue(world)(duty, lane, began).lane === lane));
  const due = named.map((duty) => newDue(world)(duty ?? 'remind', 'subject', began));
  await world.store.commit(due.map(world.dues.save));
  const note = (duty: Duty) => [duty, async () => void order.push(duty)] as const;
  const noted = Object.fromEntries(duties.map(note)) as Record<Duty, () => Promise<void>>;
  const run = { ...unreported, duties: noted, publish: async () => [], failed: () => undefined };
  await sweep({ ...context, ...run, budgetMillis: 40_000 })();

  expect(order).toEqual(named.toReversed());
});

/** A desk of changes with a service, and a monitor whose alerts are outages of it, from a minute before or after now to another. */
const measuredDesk = async () => {
  const desk = await serviceDesk();
  const { world, clock, database } = desk;
  const monitor = aMonitor({ id: world.ids.next(), outage: ['alertname="DatabaseDown"'] });
  await world.store.commit(world.monitors.save(monitor));
  const queue = { send: async () => undefined };
  const context = { ...world, queue, ownAlarms, countTruncated: () => undefined };
  const receive = async (startsAt: string, endsAt?: string): Promise<void> => {
    const status = endsAt === undefined ? 'firing' : 'resolved';
    const labels = { alertname: 'DatabaseDown', ci: database };
    await receiveAlerts(context)(monitor.id, message({ status, labels, annotations: {}, startsAt, endsAt, fingerprint: 'f' }));
    for (const { data } of desk.records.all().filter(({ data: row }) => row.duty === 'alert-outage'))
      await recordAlertOutage(world)(String(data.subject));
  };
  const figures = () => desk.availability(plus(clock.now(), -24 * hour), plus(clock.now(), hour));
  return { ...desk, receive, figures };
};

it('L2 an alert that began before a window stays unplanned until it ends, and one that began in it is agreed downtime of its change', async () => {
  const desk = await measuredDesk();
  const start = plus(desk.clock.now(), hour);
  const scheduled = await desk.scheduled({ window: { start, end: plus(start, 3 * hour), mode: 'planned' } });
  desk.clock.set(plus(start, -5 * minute));
  await desk.receive(plus(start, -10 * minute));
  desk.clock.set(start);
  const change = await startChange(desk.context)(scheduled.id, desk.ian);
  desk.clock.set(plus(start, 20 * minute));
  await desk.receive(plus(start, -10 * minute), plus(start, 20 * minute));
  desk.clock.set(plus(start, 31 * minute));
  await desk.receive(plus(start, 30 * minute));
  desk.clock.set(plus(start, 46 * minute));
  await desk.receive(plus(start, 30 * minute), plus(start, 45 * minute));
  await finishChange(desk.context)(change.id, { outcome: 'successful' }, desk.ian);

  const { intervals, ...rest } = await desk.figures();
  expect(rest).toMatchObject({ agreedDowntimeUsed: 'PT15M', outageTime: 'PT30M' });
  expect(intervals.map(({ kind, reason, source }) => [kind, reason, source])).toEqual([
    ['unplanned', 'no-window', 'alert'],
    ['unplanned', 'before-window', 'alert'],
    ['agreed', 'agreed-downtime', 'alert'],
  ]);
});
