import { expect, it } from '@jest/globals';
import { type AlertWorld, aWorld, time } from '../../support/alerts.ts';
import { later, randomOf, shuffled } from '../../support/turns.ts';

const seeds = Array.from({ length: 200 }, (_, seed) => seed);

/** An alert that is held under one window, on a store whose operations are interleaved by the seed. */
const held = async (seed: number) => {
  const world = await aWorld({ start: '22:11' });
  const ci = await world.ci('db-1');
  const window = await world.window([ci]);
  await world.fire(ci);
  world.at('22:30');
  shuffled(world, seed);
  const random = randomOf(seed + 30_000);
  const withdraw = async (id = window.id) => {
    await later(random(300));
    await world.change(id, () => ({ withdrawnAt: world.clock.now() }));
    await world.pass(id);
  };
  /** Stores the window as scheduling does: first the scope entries, then the window row that puts them in force. */
  const schedule = async () => {
    await later(random(300));
    const next = await world.window([ci], { from: '22:30', to: '23:30', fields: { inForce: [], opened: false } });
    await later(random(100));
    await world.change(next.id, ({ start, end }) => ({ inForce: [{ revision: 1, from: start, to: end }], opened: true }));
    return next;
  };
  /** Tells the time at which it came. */
  const recover = async () => {
    await later(random(300));
    const cameAt = world.clock.now();
    await world.recover(ci, '22:29');
    return cameAt;
  };
  return { ...world, quiet: window, withdraw, schedule, recover };
};

const stateOf = async ({ episodes, posts }: Pick<AlertWorld, 'episodes' | 'posts'>) => ({
  states: (await episodes()).map(({ state }) => state),
  acceptedMessages: posts.map(({ body }) => body.data.status),
});
const pointersOf = async ({ world }: Pick<AlertWorld, 'world'>, window: string): Promise<number> =>
  (await world.episodes.holdsOf(window)).filter((hold) => hold.held).length;

it('S5 S8 a release and a new window at once: the alert is released once or held under the new window, never both and never lost', async () => {
  const outcomes = new Set<string>();
  for (const seed of seeds) {
    const race = await held(seed);
    const [next] = await Promise.all([race.schedule(), race.withdraw()]);
    await race.sendAll();
    const { states, acceptedMessages } = await stateOf(race);
    outcomes.add(states.join());

    expect([seed, states, acceptedMessages, await pointersOf(race, race.quiet.id), await pointersOf(race, next.id)]).toEqual(
      states[0] === 'held' ? [seed, ['held'], [], 0, 1] : [seed, ['released'], ['firing'], 0, 0],
    );
    await race.withdraw(next.id);
    await race.sendAll();
    expect([seed, await stateOf(race)]).toEqual([seed, { states: ['released'], acceptedMessages: ['firing'] }]);
  }
  expect([...outcomes].sort()).toEqual(['held', 'released']);
});

it('S8 a release and the withdrawal of a newer window at once: the alert is released once, and nothing stays held', async () => {
  for (const seed of seeds) {
    const race = await held(seed);
    const next = await race.schedule();
    await Promise.all([race.withdraw(), race.withdraw(next.id)]);
    await race.sendAll();

    expect([seed, await stateOf(race)]).toEqual([seed, { states: ['released'], acceptedMessages: ['firing'] }]);
    expect([seed, await pointersOf(race, race.quiet.id), await pointersOf(race, next.id)]).toEqual([seed, 0, 0]);
  }
});

it('S3 S4 a release, a new window and a recovery at once: the alert is absorbed and not sent, or firing and recovery are sent in order', async () => {
  const outcomes = new Set<string>();
  for (const seed of seeds) {
    const race = await held(seed);
    const [next] = await Promise.all([race.schedule(), race.withdraw(), race.recover()]);
    await race.sendAll();
    const { states, acceptedMessages } = await stateOf(race);
    outcomes.add(states.join());

    expect([seed, states, acceptedMessages, await pointersOf(race, race.quiet.id), await pointersOf(race, next.id)]).toEqual(
      states[0] === 'absorbed' ? [seed, ['absorbed'], [], 0, 0] : [seed, ['released'], ['firing', 'resolved'], 0, 0],
    );
  }
  expect([...outcomes].sort()).toEqual(['absorbed', 'released']);
});

it('S4 S5 a recovery at the end of the grace period: the alert is absorbed and not sent, or firing and recovery are sent in order', async () => {
  const outcomes = new Set<string>();
  for (const seed of seeds) {
    const race = await held(seed);
    const random = randomOf(seed + 40_000);
    race.at('23:05:09');
    const end = async () => {
      await later(random(200));
      race.at('23:05:10');
      await Promise.all([race.pass(race.quiet.id), race.pass(race.quiet.id)]);
    };
    const [cameAt] = await Promise.all([race.recover(), end()]);
    await race.sendAll();
    const { states, acceptedMessages } = await stateOf(race);
    outcomes.add(states.join());

    expect([seed, states, acceptedMessages, await pointersOf(race, race.quiet.id)]).toEqual(
      states[0] === 'absorbed' ? [seed, ['absorbed'], [], 0] : [seed, ['released'], ['firing', 'resolved'], 0],
    );
    // Too late is too late, also where no pass was there yet.
    if (cameAt === time('23:05:10')) expect([seed, states]).toEqual([seed, ['released']]);
  }
  expect([...outcomes].sort()).toEqual(['absorbed', 'released']);
});
