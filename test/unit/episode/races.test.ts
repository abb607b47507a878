import { expect, it } from '@jest/globals';
import { anAlert, aWorld } from '../../support/alerts.ts';
import { later, randomOf, shuffled } from '../../support/turns.ts';

const seeds = Array.from({ length: 400 }, (_, seed) => seed);

it('S8 a hold and a withdrawal at once: whichever is first, nothing stays held and each alert is sent once', async () => {
  for (const seed of seeds) {
    const random = randomOf(seed + 10_000);
    const world = await aWorld({ start: '22:11' });
    const ci = await world.ci('db-1');
    const window = await world.window([ci]);
    shuffled(world, seed);
    const ingest = async () => {
      await later(random(200));
      await world.receive(anAlert('firing', ci), anAlert('firing', ci, { name: 'Other' }));
    };
    const withdraw = async () => {
      await later(random(400));
      await world.change(window.id, () => ({ withdrawnAt: world.clock.now() }));
      await world.pass(window.id);
    };
    // A second message would repeat the check of the first, so half of the runs have none.
    await Promise.all([ingest(), withdraw(), ...(seed % 2 === 0 ? [ingest()] : [])]);
    await world.sendAll();

    expect([
      seed,
      (await world.episodes()).map(({ state }) => state).filter((state) => state !== 'released' && state !== 'forwarded'),
    ]).toEqual([seed, []]);
    expect([seed, world.posts.map(({ body }) => body.data.labels.alertname).sort()]).toEqual([seed, ['HostDown', 'Other']]);
  }
});

it('S8 an alert that another window still suppresses is held under that window and checked again', async () => {
  for (const seed of seeds.slice(0, 200)) {
    const random = randomOf(seed + 20_000);
    const world = await aWorld({ start: '22:11' });
    const ci = await world.ci('db-1');
    const [a, b] = [await world.window([ci]), await world.window([ci], { to: '23:30' })];
    shuffled(world, seed);
    const end = async (id: string) => {
      await later(random(400));
      await world.change(id, () => ({ withdrawnAt: world.clock.now() }));
      await world.pass(id);
    };
    await Promise.all([world.fire(ci), end(a.id), end(b.id)]);
    await world.sendAll();

    expect([seed, world.posts.length]).toEqual([seed, 1]);
  }
});

it('S3 S4 a recovery and a release at once: the alert is absorbed and not sent, or released and both are sent in order', async () => {
  for (const seed of seeds.slice(0, 200)) {
    const world = await aWorld({ start: '22:11' });
    const ci = await world.ci('db-1');
    const window = await world.window([ci]);
    await world.fire(ci);
    shuffled(world, seed);
    world.at('22:30');
    const withdraw = async () => {
      await later(randomOf(seed)(300));
      await world.change(window.id, () => ({ withdrawnAt: world.clock.now() }));
      await world.pass(window.id);
    };
    await Promise.all([world.recover(ci, '22:29'), withdraw()]);
    await world.sendAll();
    const [episode] = await world.episodes();

    expect([seed, episode?.state, world.posts.map(({ body }) => body.data.status)]).toEqual(
      episode?.state === 'absorbed' ? [seed, 'absorbed', []] : [seed, 'released', ['firing', 'resolved']],
    );
  }
});

it('S10 many senders of one episode at once send each number once, in order', async () => {
  for (const seed of seeds.slice(0, 100)) {
    const world = await aWorld({ start: '20:00' });
    await world.fire('db-1', { since: '20:00' });
    await world.recover('db-1', '20:00', { since: '20:00' });
    const [first, second] = world.queued.splice(0);
    if (!first || !second) throw new Error('two deliveries expected');
    shuffled(world, seed);
    await Promise.all([world.send(second), world.send(first), world.send(second), world.send(first)]);
    await world.send(second);

    expect([seed, world.posts.map(({ body }) => body.id.split('#')[1])]).toEqual([seed, ['1', '2']]);
  }
});
