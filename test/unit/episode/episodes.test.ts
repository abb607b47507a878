import { expect, it } from '@jest/globals';
import { aWorld } from '../../support/alerts.ts';

const inside = async (settings: Parameters<typeof aWorld>[0] = {}) => {
  const world = await aWorld({ start: '22:11', ...settings });
  const ci = await world.ci('db-1');
  return { ...world, id: ci, window: (await world.window([ci])).id };
};

it('S9 a firing belongs to the open episode, whatever its start time; after a recovery it opens a new episode', async () => {
  const { fire, recover, at, sendAll, acceptedMessages, episodes, id } = await inside({ start: '20:00' });
  at('20:00');
  await fire(id, { since: '20:00' });
  at('20:03');
  await fire(id, { since: '20:03' });
  at('20:10');
  await recover(id, '20:02', { since: '20:00' });
  await recover(id, '20:09', { since: '20:03' });
  await fire(id, { since: '20:03' });
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing', 'resolved', 'firing']);
  expect(await episodes()).toMatchObject([{ open: false, repeats: 1, stale: 1 }, { open: true }]);
});

it('S9 a message that is received many times at once creates one episode and one delivery', async () => {
  const { fire, sendAll, acceptedMessages, episodes } = await inside();
  await Promise.all(Array.from({ length: 8 }, () => fire('nobody')));
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing unknown-ci']);
  expect(await episodes()).toMatchObject([{ repeats: 7 }]);
});

it('S9 if a recovery is received during repeats of the firing, the firing is sent first and then the recovery', async () => {
  const { fire, recover, sendAll, posts, id } = await inside({ start: '20:00' });
  await fire(id, { since: '19:00' });
  await Promise.all([fire(id, { since: '19:00' }), recover(id, '19:59', { since: '19:00' }), recover(id, '19:59', { since: '19:00' })]);
  await sendAll();

  expect(posts.slice(0, 2).map(({ body }) => body.data.status)).toEqual(['firing', 'resolved']);
  expect(posts.filter(({ body }) => body.data.status === 'resolved')).toHaveLength(1);
});

it('S7 an alert about two CIs is suppressed only while both CIs are, and is decided again when one window ends', async () => {
  const mapping = ['a', 'b'].map((label) => ({ label, scheme: 'hostname', addedAt: '2026-11-01T00:00:00.000Z' }));
  const world = await aWorld({ start: '22:11', monitor: { mapping } });
  const [one, two] = [await world.ci('one'), await world.ci('two')];
  const [first, second] = [await world.window([one]), await world.window([two], { from: '22:10', to: '23:30' })];
  const labels = { a: 'one', b: 'two' };
  await world.fire('-', { labels });
  expect(await world.episodes()).toMatchObject([{ state: 'held', windows: [first.id, second.id] }]);

  world.at('22:20');
  await world.change(first.id, () => ({ withdrawnAt: world.clock.now() }));
  await world.pass(first.id);
  await world.fire('-', { labels, name: 'Other' });
  await world.sendAll();

  expect(world.acceptedMessages()).toEqual([
    'firing unsuppressed: CHG-000001 ended early 22:20, firing since 22:10 UTC',
    'firing not-all-cis-covered',
  ]);
  expect(await world.world.episodes.holdsOf(second.id)).toMatchObject([{ held: false }]);
});

it('S8 an alert that would be held under more than forty windows is sent', async () => {
  const many = await aWorld({ start: '22:11' });
  const ci = await many.ci('db-1');
  for (let n = 0; n < 41; n += 1) await many.window([ci]);
  await many.fire(ci);
  await many.sendAll();

  expect(many.acceptedMessages()).toEqual(['firing suppression-unknown']);
});
