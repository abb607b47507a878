import { expect, it } from '@jest/globals';
import { day, plus } from '../../../shared/domain/clock.ts';
import { matcherHistory } from '../../../shared/domain/monitor/former-matchers.ts';
import { aWorld, time } from '../../support/alerts.ts';

/** A CI of a monitor whose pages are never suppressed. Its window is approved at 22:05. */
const evening = async (neverSuppress: readonly string[] = ['severity="page"']) => {
  const world = await aWorld({ start: '22:00', monitor: { neverSuppress: [...neverSuppress] } });
  const id = await world.ci('db-1');
  const approve = (agreedAt: string) => world.window([id], { agreedAt: time(agreedAt) });
  const edit = (body: object) => world.as('admin').patch(`/v1/monitors/${world.monitor.id}`, body);
  const page = { ci: id, severity: 'page' };
  const ask = async (labels: object = page) =>
    (await world.as('viewer').post('/v1/suppression/evaluate', { monitor: world.monitor.id, alerts: [{ labels }] })).body.results[0];
  return { ...world, id, approve, edit, ask, page };
};

const newer = { suppressed: false, note: 'newer-than-approval' };

it.each([[null], [[]], [['team="ops"']], [['severity="page"', 'team="ops"']]])(
  'W1 what was exempt at the approval is not suppressed after neverSuppress becomes %j, and goes out',
  async (neverSuppress) => {
    const { approve, edit, ask, at, fire, sendAll, acceptedMessages, id } = await evening();
    await approve('22:05');
    at('22:10');
    const { status, body } = await edit({ neverSuppress });
    expect([status, body.formerNeverSuppress, body.neverSuppressSince]).toEqual([200, undefined, undefined]);

    expect(await ask()).toMatchObject(newer);
    expect(await ask({ ci: id })).toMatchObject({ suppressed: true });
    await fire(id, { labels: { severity: 'page' } });
    await fire(id);
    await sendAll();
    expect(acceptedMessages()).toEqual(['firing newer-than-approval']);
  },
);

it('W1 a window that is approved after the edit suppresses what is no longer exempt', async () => {
  const { approve, edit, ask, at } = await evening();
  at('22:03');
  await edit({ neverSuppress: null });
  await approve('22:05');

  expect(await ask()).toMatchObject({ suppressed: true });
});

it('W1 S5 an exempt alert that is told again in the window is also told after the edit, and not as pre-existing', async () => {
  const { approve, edit, at, fire, pass, sendAll, acceptedMessages, id } = await evening();
  at('17:00');
  const page = { labels: { severity: 'page' }, since: '17:00' };
  await fire(id, page);
  const { id: window } = await approve('17:05');
  at('22:10');
  await edit({ neverSuppress: [] });
  await fire(id, page);
  at('23:30');
  await pass(window);
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing never-suppressed', 'firing reminder']);
});

it('S6 a matcher that is added works at once, also for windows that were approved before', async () => {
  const { approve, edit, ask, at } = await evening([]);
  await approve('22:05');
  expect(await ask()).toMatchObject({ suppressed: true });
  at('22:10');
  await edit({ neverSuppress: ['severity="page"'] });

  expect(await ask()).toMatchObject({ suppressed: false, note: 'never-suppressed' });
});

it('W1 former matchers that cannot be read count as matching', async () => {
  const world = await evening([]);
  const { monitors, store } = world.world;
  const before = await monitors.get(world.monitor.id);
  const formerNeverSuppress = [{ matchers: ['team="ops'], until: time('22:10') }];
  await store.commit(monitors.save({ ...before, formerNeverSuppress, version: 2 }, before));
  await world.approve('22:05');
  world.at('22:15');

  expect(await world.ask()).toMatchObject(newer);
});

const edited = (edits: readonly (readonly [neverSuppress: readonly string[], at: string])[]) =>
  edits.reduce<Parameters<typeof matcherHistory>[1]>(
    (before, [neverSuppress, at]) => ({ neverSuppress, ...matcherHistory({ neverSuppress }, before, at) }),
    { neverSuppress: ['a="1"'] },
  );

it('W1 matchers that the present ones include are not kept', () => {
  expect(edited([[['a="1"'], time('22:10')]])).toEqual({ neverSuppress: ['a="1"'] });
  expect(
    edited([
      [['b="1"', 'a="1"'], time('22:10')],
      [['b="1"'], time('22:20')],
    ]),
  ).toEqual({
    neverSuppress: ['b="1"'],
    formerNeverSuppress: [{ matchers: ['a="1"'], until: time('22:10') }],
  });
  expect(
    edited([
      [[], time('22:10')],
      [['a="1"'], time('22:20')],
    ]),
  ).toEqual({ neverSuppress: ['a="1"'] });
});

it('W1 matchers are kept as long as a window can need them', () => {
  const after = (days: number) =>
    edited([
      [[], time('22:10')],
      [['z="1"'], plus(time('22:10'), days * day)],
    ]);

  expect(after(314).formerNeverSuppress).toHaveLength(1);
  expect(after(316)).toEqual({ neverSuppress: ['z="1"'] });
});

it('W1 if there are too many to keep, no window that was approved before the lost ones counts for the monitor', async () => {
  const { approve, edit, ask, at, id, monitor, world } = await evening();
  await approve('22:05');
  for (let n = 0; n < 25; n += 1) {
    at(`22:${10 + n}`);
    await edit({ neverSuppress: [`n="${n}"`] });
  }
  const stored = await world.monitors.get(monitor.id);

  expect([stored.formerNeverSuppress?.length, stored.neverSuppressSince]).toEqual([20, time('22:14')]);
  expect(await ask({ ci: id })).toMatchObject(newer);
  const long = Array.from({ length: 50 }, (_, n) => `label${n}="${'x'.repeat(480)}"`);
  for (let n = 0; n < 5; n += 1) await edit({ neverSuppress: [...long.slice(1), `a="${n}"`] });
  expect(Buffer.byteLength(JSON.stringify(await world.monitors.get(monitor.id)))).toBeLessThan(100_000);
});
