import { expect, it } from '@jest/globals';
import { type AlertWorld, anAlert, aWorld, time } from '../../support/alerts.ts';

const inside = async (settings: Parameters<typeof aWorld>[0] = {}) => {
  const world = await aWorld({ start: '22:11', ...settings });
  const ci = await world.ci('db-1');
  const window = await world.window([ci]);
  /** Receives an alert about a disk that is full to this degree. */
  const disk = (used: string | undefined, status: 'firing' | 'resolved' = 'firing', since = '22:10') =>
    world.receive({
      ...anAlert(status, ci, { since, until: '22:59' }),
      annotations: used === undefined ? {} : { summary: `disk at ${used}` },
    });
  return { ...world, id: ci, windowId: window.id, disk };
};

const summaries = ({ posts }: Pick<AlertWorld, 'posts'>) =>
  posts.map(({ body: { data } }) => [data.status, data.annotations.summary].join(' '));

it('S5 what is released has the annotations that were received last', async () => {
  const world = await inside();
  await world.disk('81 %');
  world.at('22:30');
  await world.disk('90 %');
  world.at('22:58');
  await world.disk('99 %');
  world.at('23:05:10');
  await world.pass(world.windowId);
  await world.sendAll();

  expect(summaries(world)).toEqual(['firing disk at 99 %']);
});

it('S5 S8 a repeat that leads to the release is released with its own annotations', async () => {
  const world = await inside();
  await world.disk('81 %');
  world.at('23:10');
  await world.disk('99 %');
  await world.sendAll();

  expect(summaries(world)).toEqual(['firing disk at 99 %']);
  expect(await world.episodes()).toMatchObject([{ state: 'released', repeats: 1, lastReceivedAt: time('23:10') }]);
});

it('S5 a reminder and a reminder of a pre-existing alert have the annotations that were received last', async () => {
  const world = await inside({ start: '18:00' });
  await world.disk('81 %', 'firing', '18:00');
  world.at('21:40');
  await world.disk('85 %', 'firing', '18:00');
  world.at('22:50');
  await world.disk('99 %', 'firing', '18:00');
  world.at('23:05:10');
  await world.pass(world.windowId);
  await world.sendAll();

  expect(world.acceptedMessages()).toEqual(['firing', 'firing pre-existing']);
  expect(summaries(world).at(-1)).toBe('firing disk at 99 %');
});

it('S5 a recovery has its own annotations; a message without annotations keeps the earlier ones', async () => {
  const world = await inside({ start: '20:00' });
  await world.disk('81 %', 'firing', '20:00');
  await world.sendAll();
  await world.disk(undefined, 'firing', '20:00');
  expect(await world.episodes()).toMatchObject([{ annotations: { summary: 'disk at 81 %' } }]);

  world.at('23:30');
  await world.disk('40 %', 'resolved', '20:00');
  await world.sendAll();
  expect(summaries(world)).toEqual(['firing disk at 81 %', 'resolved disk at 40 %']);
});

it('S5 a stale recovery does not change the words of the alert that fires', async () => {
  const world = await inside();
  world.at('23:00');
  await world.disk('99 %', 'firing', '22:59:30');
  await world.disk('40 %', 'resolved', '22:10');

  expect(await world.episodes()).toMatchObject([{ stale: 1, annotations: { summary: 'disk at 99 %' } }]);
});

/** Repeats an alert every five minutes, as Alertmanager does in a group whose other alerts change. */
const repeatUntil = async (world: AlertWorld, ci: string, minutes: readonly [from: number, to: number], since: string): Promise<void> => {
  for (let at = minutes[0]; at <= minutes[1]; at += 5) {
    world.at(`${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`);
    await world.fire(ci, { since });
  }
  await world.sendAll();
};

it('S5 reminders of an alert that is repeated every five minutes are sent, counted from the last one that was sent', async () => {
  const world = await inside({ start: '08:00' });
  await repeatUntil(world, world.id, [8 * 60, 16 * 60], '08:00');

  expect((await world.deliveries()).map(({ createdAt }) => createdAt)).toEqual([time('08:00'), time('11:40'), time('15:20')]);
});

it('S5 in the grace period no reminder is sent beside the one of the release pass; unless the monitor sends none there', async () => {
  const world = await inside({ start: '18:00' });
  await world.fire(world.id, { since: '18:00' });
  await repeatUntil(world, world.id, [22 * 60, 23 * 60 + 5], '18:00');
  world.at('23:05:10');
  await world.pass(world.windowId);
  await world.sendAll();
  await repeatUntil(world, world.id, [23 * 60 + 10, 23 * 60 + 55], '18:00');
  expect(world.acceptedMessages()).toEqual(['firing', 'firing pre-existing']);

  const quiet = await inside({ start: '18:00', monitor: { preExisting: 'quiet' } });
  await quiet.fire(quiet.id, { since: '18:00' });
  await repeatUntil(quiet, quiet.id, [22 * 60, 23 * 60 + 55], '18:00');
  expect(quiet.acceptedMessages()).toEqual(['firing', 'firing reminder']);
});
