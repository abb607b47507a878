import { expect, it } from '@jest/globals';
import { plus, second } from '../../../shared/domain/clock.ts';
import { type AlertWorld, anAlert, aWorld, time } from '../../support/alerts.ts';
import { randomOf, shuffled } from '../../support/turns.ts';

const seeds = Array.from({ length: 200 }, (_, seed) => seed);
type Random = ReturnType<typeof randomOf>;
type Message = ReturnType<typeof anAlert>;

/** The messages of a monitor about one alert, which fires and recovers several times and may still fire at the end. */
const storyOf = (random: Random, ci: string): readonly Message[] => {
  const length = 1 + random(6);
  return Array.from({ length }, (_, n) => {
    const since = `20:${String(Math.floor(n / 2) * 4 + 1).padStart(2, '0')}`;
    const until = `20:${String(Math.floor(n / 2) * 4 + 3).padStart(2, '0')}`;
    return n % 2 === 0 ? anAlert('firing', ci, { since }) : anAlert('resolved', ci, { since, until });
  });
};

const statuses = (world: AlertWorld): readonly string[] => world.posts.map(({ body }) => body.data.status);
const countOf = (list: readonly string[], one: string): number => list.filter((other) => other === one).length;

/** Receives messages one after the other. After each message the receiver must know of every alert that fires, so nothing is lost. */
const receiveAll = async (world: AlertWorld, seed: number, messages: readonly Message[]): Promise<void> => {
  world.at('21:00');
  for (const message of messages) {
    world.clock.set(plus(world.clock.now(), second));
    await world.receive(message);
    await world.sendAll();
    if (message.status !== 'firing') continue;
    expect([seed, statuses(world).at(-1)]).toEqual([seed, 'firing']);
    expect([seed, (await world.episodes()).filter(({ open }) => open).length]).toEqual([seed, 1]);
  }
};

it('S9 an alert received several times at once is sent exactly once', async () => {
  for (const seed of seeds) {
    const random = randomOf(seed + 50_000);
    const world = await aWorld({ start: '21:00' });
    const story = storyOf(random, await world.ci('db-1'));
    shuffled(world, seed);
    for (const message of story) {
      await Promise.all(Array.from({ length: 1 + random(4) }, () => world.receive(message)));
      await world.sendAll();
    }

    expect([seed, statuses(world)]).toEqual([seed, story.map(({ status }) => status)]);
  }
});

it('S9 S4 during a window an alert is held once and absorbed once; if it still fires at the end, it is sent exactly once', async () => {
  for (const seed of seeds) {
    const random = randomOf(seed + 60_000);
    const world = await aWorld({ start: '20:30' });
    const ci = await world.ci('db-1');
    const window = await world.window([ci], { from: '20:00', to: '21:00' });
    const story = storyOf(random, ci);
    shuffled(world, seed);
    for (const message of story) await Promise.all(Array.from({ length: 1 + random(4) }, () => world.receive(message)));
    const fires = story.at(-1)?.status === 'firing';
    world.at('21:05:10');
    await Promise.all([world.pass(window.id), world.pass(window.id)]);
    await world.sendAll();

    const states = (await world.episodes()).map(({ state }) => state);
    expect([seed, countOf(states, 'absorbed'), countOf(states, 'released'), states.length]).toEqual([
      seed,
      Math.floor(story.length / 2),
      fires ? 1 : 0,
      Math.ceil(story.length / 2),
    ]);
    expect([seed, statuses(world)]).toEqual([seed, fires ? ['firing'] : []]);
  }
});

it('S9 a message that arrives late loses nothing and causes at most one additional page', async () => {
  for (const seed of seeds) {
    const random = randomOf(seed + 70_000);
    const world = await aWorld({ start: '21:00' });
    const story = storyOf(random, await world.ci('db-1'));
    const from = random(story.length);
    const late = story.slice(from, from + 1);
    const others = story.toSpliced(from, 1);
    const to = from + random(others.length - from + 1);
    await receiveAll(world, seed, [...others.slice(0, to), ...late, ...others.slice(to)]);

    const fired = countOf(statuses(world), 'firing') - story.filter(({ status }) => status === 'firing').length;
    expect([seed, fired <= 1]).toEqual([seed, true]);
    if (story.at(-1)?.status === 'firing') expect([seed, statuses(world).at(-1)]).toEqual([seed, 'firing']);
  }
});

it('S9 two peers that send the same messages at different times lose nothing and cause at most one additional page for each firing', async () => {
  for (const seed of seeds) {
    const random = randomOf(seed + 80_000);
    const world = await aWorld({ start: '21:00' });
    const story = storyOf(random, await world.ci('db-1'));
    const peers = [[...story], [...story]];
    const mixed: Message[] = [];
    while (mixed.length < 2 * story.length) {
      const next = peers[random(2)]?.shift();
      if (next) mixed.push(next);
    }
    await receiveAll(
      world,
      seed,
      mixed.flatMap((message) => Array.from({ length: 1 + random(2) }, () => message)),
    );

    const starts = world.posts.flatMap(({ body }) => (body.data.status === 'firing' ? [body.data.startsAt as string] : []));
    expect([seed, starts.filter((start) => countOf(starts, start) > 2)]).toEqual([seed, []]);
    expect(starts[0]).toBe(time('20:01'));
    // Both peers end with the same message, and it is the last one that the receiver got.
    expect([seed, statuses(world).at(-1)]).toEqual([seed, story.at(-1)?.status]);
    expect([seed, (await world.episodes()).filter(({ open }) => open).length]).toEqual([seed, story.length % 2]);
  }
});
