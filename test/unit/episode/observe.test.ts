import { expect, it } from '@jest/globals';
import { anAlert, aWorld, time } from '../../support/alerts.ts';

/** A monitor that observes, and a CI whose alerts a window suppresses until 23:00. */
const scene = async () => {
  const world = await aWorld({ start: '22:10', monitor: { mode: 'observe', graceSeconds: 60 } });
  const id = await world.ci('db-1');
  const window = await world.window([id]);
  const viewer = world.as('viewer');
  const compare = async (query = '') => (await viewer.get(`/v1/monitors/${world.monitor.id}/comparison${query}`)).body;
  const totals = async () => (await compare()).totals;
  const names = ['received', 'wouldForward', 'wouldHold', 'wouldAbsorb', 'wouldRelease'];
  const counts = (...counted: readonly number[]) => Object.fromEntries(names.map((name, place) => [name, counted[place]]));
  const shown = async () => (await viewer.get(`/v1/monitors/${world.monitor.id}/episodes`)).body.items;
  return { ...world, id, window, addWindow: world.window, compare, totals, counts, shown };
};

it('S11 a monitor is in enforce unless it says observe, and can be changed', async () => {
  const { as } = await scene();
  const create = (name: string, fields: object) =>
    as('admin').post('/v1/monitors', { name, receiver: { url: 'https://pager.test/hook' }, ...fields });

  expect((await create('a', {})).body.mode).toBe('enforce');
  const { status, body } = await create('b', { mode: 'observe' });
  expect([status, body.mode]).toEqual([201, 'observe']);
  expect((await as('admin').patch(`/v1/monitors/${body.id}`, { mode: 'enforce' })).body.mode).toBe('enforce');
  expect((await create('c', { mode: 'off' })).status).toBe(400);
});

it('S11 a monitor that observes lets out what would be held, and its recovery', async () => {
  const { id, window, fire, recover, sendAll, acceptedMessages, shown, totals, counts, world } = await scene();
  await fire(id);
  await sendAll();
  expect(acceptedMessages()).toEqual(['firing']);
  expect(await shown()).toMatchObject([
    { state: 'forwarded', wouldBe: 'held', windows: [window.id], changes: [window.change], open: true },
  ]);
  expect(await totals()).toEqual(counts(1, 0, 1, 0, 0));
  expect(await world.episodes.holdsOf(window.id)).toEqual([]);
  await recover(id, '22:20');
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing', 'resolved']);
  expect(await shown()).toMatchObject([{ state: 'forwarded', wouldBe: 'absorbed', open: false }]);
  expect(await totals()).toEqual(counts(1, 0, 0, 1, 0));
});

it('S11 what still fires after the end and the grace period would be released, whether it recovers later or not', async () => {
  const { id, window, fire, recover, at, pass, sendAll, acceptedMessages, totals, counts, shown } = await scene();
  await fire(id, { name: 'A' });
  await fire(id, { name: 'B' });
  at('23:00:59');
  expect(await totals()).toEqual(counts(2, 0, 2, 0, 0));
  at('23:01');
  expect(await totals()).toEqual(counts(2, 0, 0, 0, 2));
  await pass(window.id);
  await recover(id, '23:02', { name: 'A' });
  await sendAll();

  expect(await totals()).toEqual(counts(2, 0, 0, 0, 2));
  expect((await shown()).map(({ wouldBe }: { wouldBe: string }) => wouldBe)).toEqual(['released', 'released']);
  expect(acceptedMessages().toSorted()).toEqual(['firing', 'firing', 'resolved']);
});

it('S11 a window that begins in the grace period keeps an alert held, and a later one does not take back that it was released', async () => {
  const { id, fire, recover, at, addWindow, totals, counts } = await scene();
  await addWindow([id], { from: '23:00:30', to: '23:30' });
  await addWindow([id], { from: '23:40', to: '23:50' });
  await fire(id, { name: 'A' });
  await fire(id, { name: 'B' });
  at('23:20');
  await recover(id, '23:20', { name: 'A' });
  expect(await totals()).toEqual(counts(2, 0, 1, 1, 0));
  at('23:45');
  await recover(id, '23:45', { name: 'B' });

  expect(await totals()).toEqual(counts(2, 0, 0, 1, 1));
});

it('S11 what a cancelled change would have held would be released at once', async () => {
  const { id, window, fire, change, at, totals, counts } = await scene();
  await fire(id);
  at('22:20');
  await change(window.id, () => ({ withdrawnAt: time('22:20') }));

  expect(await totals()).toEqual(counts(1, 0, 0, 0, 1));
});

it('S11 the comparison names window and change of each alert, by pages, and only in the time that is asked for', async () => {
  const { id, window, receive, at, compare, counts } = await scene();
  await receive(anAlert('firing', 'nobody'));
  at('22:12');
  await receive(anAlert('firing', id));
  const [held, forwarded] = (await compare()).items;

  expect(held).toMatchObject({ wouldBe: 'held', window: window.id, change: window.change, number: 'CHG-000001', labels: { ci: id } });
  expect(forwarded).toEqual({ episode: expect.any(String), wouldBe: 'forwarded', labels: { alertname: 'HostDown', ci: 'nobody' } });
  const first = await compare('?limit=1');
  expect([first.totals, first.truncated, first.items]).toEqual([counts(2, 1, 1, 0, 0), false, [held]]);
  const second = await compare(`?limit=1&cursor=${first.nextCursor}`);
  expect(second.items).toEqual([forwarded]);
  expect((await compare('?from=2026-11-28T22:11:00Z')).totals).toEqual(counts(1, 0, 1, 0, 0));
  expect((await compare('?to=2026-11-28T22:11:00Z')).totals).toEqual(counts(1, 1, 0, 0, 0));
});

it('S11 a reminder of a monitor that observes is due in a window too, and the end of the window sends none', async () => {
  const { id, window, fire, at, pass, sendAll, acceptedMessages } = await aWorldWithEarlyAlert();
  await fire(id);
  at('22:10');
  await fire(id);
  at('23:30');
  await pass(window.id);
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing', 'firing reminder']);
});

const aWorldWithEarlyAlert = async () => {
  const world = await aWorld({ start: '21:00', monitor: { mode: 'observe', repeatIntervalSeconds: 600 } });
  const id = await world.ci('db-1');
  return { ...world, id, window: await world.window([id]) };
};

it('S11 the totals of the comparison are exact for more than a thousand alerts', async () => {
  const { receive, id, compare, counts } = await scene();
  await receive(...Array.from({ length: 1_300 }, (_, n) => anAlert('firing', n % 13 === 0 ? id : 'nobody', { name: `A${n}` })));
  const { totals, truncated, items, nextCursor } = await compare('?limit=5');

  expect([totals, truncated, items.length, typeof nextCursor]).toEqual([counts(1_300, 1_200, 100, 0, 0), false, 5, 'string']);
});

it('T4 S11 the comparison counts about ten thousand alerts, and says if there are more', async () => {
  const { world, monitor, episodes, fire } = await scene();
  for (let n = 0; n < 40; n += 1) await fire('nobody', { name: `A${n}` });
  const range = { monitor: monitor.id, from: time('22:00'), to: time('23:00') };
  const [some, all] = [await world.episodes.newestOf(range, 16), await world.episodes.newestOf(range, 10_000)];

  expect([some.truncated, all.truncated]).toEqual([true, false]);
  expect(some.items.length).toBeLessThanOrEqual(16);
  expect(all.items).toEqual((await episodes()).toReversed());
});

it.each([
  ['comparison', '?from=2026-11-28T23:00:00Z&to=2026-11-28T22:00:00Z'],
  ['comparison', '?from=2027-01-01T00:00:00Z'],
  ['episodes', '?from=2026-11-28T23:00:00Z&to=2026-11-28T22:00:00Z'],
])('I1 a time that ends before it begins is refused: %s%s', async (list, query) => {
  const { as, monitor } = await scene();

  expect(await as('viewer').get(`/v1/monitors/${monitor.id}/${list}${query}`)).toMatchObject({
    status: 400,
    body: { code: 'query/invalid', errors: [{ pointer: '/query/from' }] },
  });
});
