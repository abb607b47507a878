import { expect, it } from '@jest/globals';
import { tallyOf } from '../../../shared/application/episode/alert-tally.ts';
import { aWorld } from '../../support/alerts.ts';

const inside = async (said: Parameters<typeof aWorld>[0] = {}) => {
  const world = await aWorld(said);
  const ci = await world.ci('db-1');
  const window = await world.window([ci]);
  return { ...world, id: ci, window: window.id };
};

it('S5 after a successful finish, alerts are decided at the end of the grace period', async () => {
  const { at, fire, recover, pass, change, sendAll, acceptedMessages, clock, id, window } = await inside();
  at('22:11');
  await fire(id);
  await fire(id, { name: 'Other' });
  at('22:20');
  await change(window, () => ({ endedAt: clock.now(), closed: true }));
  await pass(window);
  at('22:23');
  await recover(id, '22:19');
  at('22:25:10');
  await pass(window);
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing unsuppressed: CHG-000001 ended 22:20, firing since 22:10 UTC']);
});

it.each([
  ['cancelled', (now: string) => ({ withdrawnAt: now })],
  ['put on hold', (now: string) => ({ onHold: [{ from: now }] })],
  ['lifted by hand', (now: string) => ({ lifts: [{ mask: 1, at: now, by: 'person:x' }] })],
  ['failed at its finish', (now: string) => ({ endedAt: now, lifts: [{ mask: 1, at: now, by: 'person:x' }] })],
])('S5 %s: held alerts are released at once', async (_, fields) => {
  const { at, fire, pass, change, sendAll, acceptedMessages, clock, id, window } = await inside();
  at('22:11');
  await fire(id);
  at('22:20');
  await change(window, () => fields(clock.now()));
  await pass(window);
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing unsuppressed: CHG-000001 ended early 22:20, firing since 22:10 UTC']);
});

it('S5 if a change fails in the grace period, its alerts are released at once', async () => {
  const { at, fire, pass, change, sendAll, acceptedMessages, clock, id, window } = await inside();
  at('22:11');
  await fire(id);
  at('23:02');
  await change(window, () => ({ lifts: [{ mask: 1, at: clock.now(), by: 'person:x' }] }));
  await pass(window);
  await sendAll();

  expect(acceptedMessages()).toHaveLength(1);
});

it('S5 alerts of a CI with two windows stay held when one of the windows ends', async () => {
  const world = await aWorld();
  const ci = await world.ci('db-1');
  const [a, b] = [await world.window([ci], { from: '22:00', to: '23:00' }), await world.window([ci], { from: '22:30', to: '23:30' })];
  world.at('22:11');
  await world.fire(ci);
  world.at('23:00');
  await world.pass(a.id);
  expect(await world.episodes()).toMatchObject([{ state: 'held', windows: [b.id] }]);
  world.at('23:05:10');
  await world.pass(a.id);
  world.at('23:30');
  await world.pass(b.id);
  await world.sendAll();
  expect(world.acceptedMessages()).toEqual([]);
  world.at('23:35:10');
  await world.pass(b.id);
  await world.sendAll();

  expect(world.acceptedMessages()).toEqual(['firing unsuppressed: CHG-000002 ended 23:30, firing since 22:10 UTC']);
  expect(await tallyOf(world.world)(a.id)).toEqual({ quiet: 1, held: 0, forwarded: 0, absorbed: 0, released: 1 });
});
