import { expect, it } from '@jest/globals';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { holdChange, resumeChange } from '../../../shared/application/change/hold-change.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { day, hour, minute, plus } from '../../../shared/domain/clock.ts';
import { noon } from '../../support/changes.ts';
import { deskApi, ok } from '../../support/desk-api.ts';
import { serviceApi, serviceDesk } from '../../support/services.ts';

const start = plus(noon, hour);
const window = { start, end: plus(start, hour), mode: 'planned', agreedDowntime: 'PT30M' };
const at = (minutes: number): string => plus(start, minutes * minute);

/** A desk of changes with a service, and the status of the service at a time. */
const statusDesk = async (terms: object = {}) => {
  const desk = await serviceDesk(terms);
  return {
    ...desk,
    status: async (time = desk.clock.now()) => {
      desk.clock.set(time);
      return ok((await deskApi(desk)).as('viewer').get(`/v1/services/${desk.service}/status`));
    },
  };
};

it('L2 L3 a service is operational since it was registered, or since the last thing that happened', async () => {
  const desk = await statusDesk();
  expect(await desk.status()).toEqual({ service: desk.service, name: 'shop', state: 'operational', since: noon, why: [] });

  desk.clock.set(at(60));
  await desk.down(at(0), at(10));
  expect(await desk.status()).toMatchObject({ state: 'operational', since: at(10) });
  expect(await desk.status(plus(at(10), 90 * day))).toMatchObject({ state: 'operational', since: null });
});

it('L2 an outage that goes on is told with its cause, and one that ends at this moment is over', async () => {
  const { report, manager, path, clock } = await serviceApi();
  const status = () => ok(manager.get(`${path}/status`));
  const { id } = await ok(report({ start: '2026-11-24T11:00:00Z', end: undefined, cause: 'The disk was full' }));

  expect(await status()).toMatchObject({
    ...{ state: 'down', since: '2026-11-24T11:00:00.000Z', why: [{ outage: id, text: 'The disk was full' }] },
  });
  await ok(manager.patch(`${path}/outages/${id}`, { end: clock.now(), reason: 'it is up' }));
  expect(await status()).toMatchObject({ state: 'operational', since: clock.now(), why: [] });
});

it.each(['down', 'degraded'])(
  'L2 a service is %s since its outage began, also before it was registered and more than 90 days ago',
  async (state) => {
    const { report, manager, path, clock } = await serviceApi();
    const start = plus(clock.now(), -200 * day);
    await ok(report({ start, end: undefined, state }));

    expect(await ok(manager.get(`${path}/status`))).toMatchObject({ state, since: start });
    clock.set(plus(clock.now(), 100 * day));
    expect(await ok(manager.get(`${path}/status`))).toMatchObject({ state, since: start });
  },
);

it('L2 a degraded service is degraded, and down as soon as another outage says so', async () => {
  const { report, manager, path } = await serviceApi();
  const status = () => ok(manager.get(`${path}/status`));
  await ok(report({ start: '2026-11-24T11:00:00Z', end: undefined, state: 'degraded' }));
  expect(await status()).toMatchObject({
    ...{ state: 'degraded', since: '2026-11-24T11:00:00.000Z', why: [{ text: 'The service works, but not as it should.' }] },
  });

  await ok(report({ start: '2026-11-24T11:30:00Z', end: undefined }));
  expect(await status()).toMatchObject({ state: 'down', since: '2026-11-24T11:30:00.000Z' });
});

it('L2 a report of a person that a service is down shows as degraded while an alert has it degraded, and as down after that', async () => {
  const desk = await statusDesk();
  desk.clock.set(at(60));
  const told = (end?: string) =>
    desk.down(at(0), end, { sourceKey: 'alert', facts: { start: at(0), state: 'degraded', ...(end === undefined ? {} : { end }) } });
  await told();
  await desk.down(at(10), undefined, { source: 'manual', sourceKey: undefined });
  expect(await desk.status()).toMatchObject({ state: 'degraded', since: at(0) });

  await told(at(30));
  expect(await desk.status()).toMatchObject({ state: 'down', since: at(30) });
});

it('L2 agreed downtime is maintenance, what exceeds the agreed length is down from that minute on, and the next window is told', async () => {
  const desk = await statusDesk();
  const change = await desk.scheduled({ window });
  const named = { change: change.id, number: change.number, title: change.title };

  expect(await desk.status(at(-1))).toMatchObject({
    ...{ state: 'operational', nextWindow: { ...named, start: at(0), end: at(60), agreedDowntime: 'PT30M' } },
  });
  const quiet = await desk.status(at(0));
  expect(quiet).toMatchObject({
    ...{ state: 'maintenance', since: at(0), until: at(60), why: [{ ...named, text: `${change.number} ${change.title}` }] },
  });
  expect(quiet).not.toHaveProperty('nextWindow');
  desk.clock.set(at(10));
  await desk.down(at(5), undefined);
  expect(await desk.status(at(34))).toMatchObject({ state: 'maintenance', since: at(0) });
  const overrun = await desk.status(at(35));
  expect(overrun).toMatchObject({ state: 'down', since: at(35), why: [{ text: 'An outage was reported.' }, named] });
  expect(overrun).not.toHaveProperty('until');
});

it('L2 maintenance ends with the work, and after a failure the service is down', async () => {
  const desk = await statusDesk();
  const change = await desk.implementing({ window });
  desk.clock.set(at(10));
  await desk.down(at(5), undefined);
  desk.clock.set(at(20));
  await finishChange(desk.context)(change.id, { outcomes: [{ item: desk.database, outcome: 'failed' }] }, desk.ian);

  expect(await desk.status(at(21))).toMatchObject({ state: 'down', since: at(20) });
});

it('L2 W2 a window that waits for its implementer is no maintenance before the work is started', async () => {
  const desk = await statusDesk({ minimumNotice: 'PT2H' });
  const { mode, ...waiting } = window;
  const change = await desk.scheduled({ window: waiting });

  expect(await desk.status(at(1))).toMatchObject({ state: 'operational', nextWindow: { change: change.id } });
});

it('L2 a window that is on hold is no maintenance and agrees nothing until it is resumed, and its budget has what is left of it', async () => {
  const desk = await statusDesk({ downtimeBudget: { per: 'month', length: 'PT4H' } });
  const change = await desk.scheduled({ window: { ...window, agreedDowntime: 'PT1H' } });
  const budget = async () => ok((await deskApi(desk)).as('viewer').get(`/v1/services/${desk.service}/downtime-budget`));
  await holdChange(desk.context)(change.id, 'wait', desk.rita);

  expect(await desk.status(at(5))).toMatchObject({ state: 'operational', nextWindow: { change: change.id, start: at(0) } });
  await desk.down(at(5), undefined);
  expect(await desk.status(at(10))).toMatchObject({ state: 'down', since: at(5) });
  desk.clock.set(at(20));
  await desk.down(at(5), at(15));
  expect(await budget()).toMatchObject({ used: 'PT0S', planned: 'PT40M' });
  await resumeChange(desk.context)(change.id, desk.rita);
  await startChange(desk.context)(change.id, desk.ian);
  expect(await desk.status(at(21))).toMatchObject({ state: 'maintenance', since: at(20), until: at(60) });

  desk.clock.set(at(50));
  await desk.down(at(30), at(45));
  expect(await desk.availability(at(0), at(50))).toMatchObject({
    ...{ agreedDowntimeUsed: 'PT15M', outageTime: 'PT10M' },
    intervals: [
      { kind: 'unplanned', reason: 'on-hold', change: change.id, start: at(5), end: at(15) },
      { kind: 'agreed', start: at(30), end: at(45) },
    ],
  });
  expect(await budget()).toMatchObject({ used: 'PT15M', planned: 'PT10M' });
});

it('L2 an outage that began before the window stays down, and work with short notice is maintenance while nothing is down', async () => {
  const desk = await statusDesk({ minimumNotice: 'PT2H' });
  await desk.scheduled({ window });
  expect(await desk.status(at(1))).toMatchObject({ state: 'maintenance', since: at(0) });

  await desk.down(at(-10), undefined);
  expect(await desk.status(at(2))).toMatchObject({ state: 'down', since: at(-10) });
});

it('L2 outside the service hours the work of a window is maintenance, however long it takes the service down', async () => {
  const desk = await statusDesk({ serviceHours: [{ days: ['mo'], from: '08:00', to: '18:00' }] });
  await desk.scheduled({ window });
  desk.clock.set(at(1));
  await desk.down(at(0), undefined);

  expect(await desk.status(at(50))).toMatchObject({ state: 'maintenance', since: at(0) });
  expect(await desk.status(at(60))).toMatchObject({ state: 'down', since: at(60) });
});

it('L2 without an agreement there is a status too, and for what is no service there is none', async () => {
  const { manager, path } = await serviceApi();
  expect((await manager.get(`${path}/status`)).body).toMatchObject({ state: 'operational', why: [] });
  const { id } = await ok(manager.post('/v1/configuration-items', { name: 'web-1', class: 'server' }));

  expect((await manager.get(`/v1/services/${id}/status`)).body.code).toBe('service/not-found');
});
