import { describe, expect, it } from '@jest/globals';
import { dutiesOf } from '../../../functions/sweep/duties.ts';
import { startChange } from '../../../shared/application/change/start-change.ts';
import { sweep } from '../../../shared/application/sweep/sweep.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { needsConfirmation } from '../../../shared/domain/window/restore-epoch.ts';
import { reinstateWindow } from '../../../shared/domain/window/window-transitions.ts';
import { type AlertWorld, aWorld, time } from '../../support/alerts.ts';
import { changeDesk } from '../../support/changes.ts';
import { deskApi, ok } from '../../support/desk-api.ts';
import { unreported } from '../../support/silence.ts';
import { runningAs } from '../../support/table-calls.ts';
import { aWindow } from '../../support/windows.ts';

const scheduledAt = '2026-11-20T00:00:00.000Z';

it.each([
  ['was never restored', { scheduledAt }, 0, false],
  ['was restored once since', { scheduledAt }, 1, true],
  ['was restored again since', { scheduledAt, restoreEpoch: 1 }, 2, true],
  ['was restored before it was scheduled or confirmed', { scheduledAt, restoreEpoch: 2 }, 2, false],
  ['was restored before it was scheduled, and nobody has', {}, 1, false],
  ['was restored in its last release passes', { scheduledAt, settled: true, releaseDue: true }, 1, true],
  ['was restored long after its last alert was decided', { scheduledAt, settled: true }, 1, false],
])('S2 a window whose table %s', (_, fields, restoreEpoch, expected) => {
  expect(needsConfirmation(aWindow(fields), restoreEpoch)).toBe(expected);
});

it('S2 a confirmed window is in force from its confirmation, and earlier times stay as they were', () => {
  const { start, end } = aWindow();
  const [former, now] = [{ revision: 1, from: plus(start, -2 * hour), to: plus(start, -hour) }, plus(start, 10 * minute)];
  const window = aWindow({ scheduledAt, inForce: [former, { revision: 2, from: start, to: end }] });

  const step = reinstateWindow(window, 3, now);

  expect(step).toMatchObject({ events: ['WindowConfirmed'], releaseDue: false });
  expect(step.window).toMatchObject({ restoreEpoch: 3, inForce: [former, { revision: 2, from: now, to: end }] });
});

/** A window from 22:00 to 23:00 on one CI, with an alert that is held under it since 22:10. */
const heldAlert = async () => {
  const world = await aWorld({ start: '22:10' });
  const item = await world.ci('db-1');
  const window = await world.window([item]);
  await world.fire(item);
  expect((await world.episodes()).map(({ state }) => state)).toEqual(['held']);
  return { ...world, item, quiet: window };
};

const suppressionOf = async ({ as }: AlertWorld, ci: string, at?: string) =>
  (await ok(as('viewer').get(`/v1/suppression?ci=${ci}${at === undefined ? '' : `&at=${time(at)}`}`))).suppressed;
const stateOf = async ({ as }: AlertWorld, id: string) => (await ok(as('viewer').get(`/v1/windows/${id}`))).state;

const sweepOf = (world: AlertWorld, passed: string[]) => {
  const workflow = { start: async () => undefined, resume: async () => true };
  const passes = { pass: async (window: string) => void passed.push(window) };
  const context = { ...world.context, workflow, passes };
  return runningAs(
    'sweep',
    sweep({
      ...context,
      ...unreported,
      duties: dutiesOf(context),
      publish: async () => [],
      failed: (_, error) => {
        throw error;
      },
      budgetMillis: 40_000,
    }),
  );
};

describe('after a restore', () => {
  it('S2 no window is in force, and alerts go out, until a change manager confirms it', async () => {
    const world = await heldAlert();
    const { item, quiet, as } = world;
    world.records.restoreEpoch = 1;
    world.at('22:20');

    expect(await suppressionOf(world, item)).toBe(false);
    expect((await ok(as('viewer').get(`/v1/windows?activeAt=${time('22:20')}&from=${time('22:00')}`))).items).toEqual([]);
    expect(await ok(as('viewer').get(`/v1/windows/${quiet.id}`))).toMatchObject({ state: 'pending', confirmationNeeded: true });
    await world.fire(item, { name: 'DiskFull', since: '22:19' });
    await world.sendAll();
    expect(world.acceptedMessages()).toEqual(['firing']);

    world.at('22:30');
    const { windows, store } = world.world;
    await store.commit([windows.save(reinstateWindow(await windows.get(quiet.id), 1, time('22:30')).window)]);

    expect([await suppressionOf(world, item), await suppressionOf(world, item, '22:29')]).toEqual([true, false]);
    expect(await stateOf(world, quiet.id)).toBe('in-force');
    await world.fire(item, { name: 'LinkDown', since: '22:30' });
    expect((await world.episodes()).map(({ labels, state }) => [labels.alertname, state])).toContainEqual(['LinkDown', 'held']);
  });

  it('S2 S8 the sweep releases once, without a repeat of the alert, what is held under windows that need confirmation', async () => {
    const world = await heldAlert();
    const passed: string[] = [];
    const run = sweepOf(world, passed);
    await run();
    expect(passed).toEqual([]);
    world.records.restoreEpoch = 1;
    world.at('22:11');

    await run();
    expect(passed).toEqual([world.quiet.id]);
    await world.pass(world.quiet.id);
    await world.sendAll();
    world.at('22:12');
    await run();

    expect(passed).toEqual([world.quiet.id]);
    expect(world.acceptedMessages()).toHaveLength(1);
    expect((await world.episodes()).map(({ state }) => state)).toEqual(['released']);
  });

  it('S2 questions about windows that were over long before are answered as before', async () => {
    const world = await heldAlert();
    await world.change(world.quiet.id, () => ({ settled: true, releaseDue: false, closed: true }));
    world.records.restoreEpoch = 1;
    world.clock.set(time('+02:00'));

    expect([await suppressionOf(world, world.item, '22:30'), await stateOf(world, world.quiet.id)]).toEqual([true, 'over']);
  });
});

describe('confirming', () => {
  it('S2 is for change managers, is recorded as an event, and makes the window come into force', async () => {
    const desk = await changeDesk();
    const change = await desk.scheduled({ items: [desk.server] });
    const api = await deskApi(desk);
    api.records.restoreEpoch = 1;
    const confirm = (caller: typeof desk.max) => api.asCaller(caller).post(`/v1/windows/${change.windowId}/confirm`);

    expect((await confirm(desk.rita)).body.code).toBe('access/role-missing');
    expect(await ok(confirm(desk.max))).toMatchObject({ id: change.windowId, state: 'pending' });
    expect((await confirm(desk.max)).body.code).toBe('window/nothing-to-confirm');

    const { items } = await ok(api.as('viewer').get(`/v1/changes/${change.id}/events?limit=200`));
    expect(items.at(-1)).toMatchObject({ name: 'WindowConfirmed', actor: `person:${desk.max.id}`, body: { window: change.windowId } });
    api.clock.set(change.window?.start ?? '');
    expect((await ok(api.as('viewer').get(`/v1/suppression?ci=${desk.server}`))).suppressed).toBe(true);
  });

  it('S2 a change that is started before its window is confirmed stays loud until then', async () => {
    const desk = await changeDesk();
    const start = plus(desk.clock.now(), hour);
    const change = await desk.scheduled({ items: [desk.server], window: { start, end: plus(start, hour), mode: 'start-confirmed' } });
    desk.records.restoreEpoch = 1;
    desk.clock.set(start);
    await startChange(desk.context)(change.id, desk.ian);
    const api = await deskApi(desk);
    api.records.restoreEpoch = 1;
    const isSuppressed = async () => (await ok(api.as('viewer').get(`/v1/suppression?ci=${desk.server}`))).suppressed;

    expect(await isSuppressed()).toBe(false);
    expect(await ok(api.asCaller(desk.max).post(`/v1/windows/${change.windowId}/confirm`))).toMatchObject({ state: 'in-force' });
    expect(await isSuppressed()).toBe(true);
  });

  it('S2 a change that is scheduled after the restore needs no confirmation', async () => {
    const desk = await changeDesk();
    desk.records.restoreEpoch = 1;
    const { windowId = '' } = await desk.scheduled({ items: [desk.server] });
    const { as } = await deskApi(desk);

    expect((await as('change-manager').post(`/v1/windows/${windowId}/confirm`)).body.code).toBe('window/nothing-to-confirm');
    expect((await ok(as('viewer').get(`/v1/windows/${windowId}`))).confirmationNeeded).toBeUndefined();
  });
});
