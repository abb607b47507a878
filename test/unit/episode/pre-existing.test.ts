import { expect, it } from '@jest/globals';
import { tallyOf } from '../../../shared/application/episode/alert-tally.ts';
import { aWorld } from '../../support/alerts.ts';
import { scopeChunks } from '../../support/reservations.ts';

const before = { since: '21:40' };

/** Three CIs whose alerts fire since before a window that covers the first two CIs. */
const firing = async () => {
  const world = await aWorld({ start: '21:40' });
  const [one, two, other] = [await world.ci('db-1'), await world.ci('db-2'), await world.ci('db-3')];
  const window = await world.window([one, two]);
  for (const ci of [one, two, other]) await world.fire(ci, before);
  await world.sendAll();
  const readItems: string[] = [];
  const real = world.context.windows;
  const windows = {
    ...real,
    entriesOf: (item: string, ...rest: [from: string, to: string]) => {
      readItems.push(item);
      return real.entriesOf(item, ...rest);
    },
  };
  Object.assign(world.context, { windows });
  return { ...world, one, two, other, quiet: window, readItems };
};

it("S8 a pass reads only alerts about CIs of the window's scope", async () => {
  const { at, pass, sendAll, acceptedMessages, world, quiet, one, two, readItems } = await firing();
  const items = [one, two].map((item, place) => ({ item, mask: 1 << place }));
  await world.store.commit(scopeChunks(quiet, items).map(world.changes.saveScope));
  at('23:05:10');
  await pass(quiet.id);
  await sendAll();

  expect([...new Set(readItems)].sort()).toEqual([one, two].sort());
  expect(acceptedMessages().filter((message) => message.includes('pre-existing'))).toHaveLength(2);
});

it('S2 S8 if the scope cannot be found, a pass reads all open alerts', async () => {
  const { at, pass, sendAll, acceptedMessages, quiet, one, two, other, readItems } = await firing();
  at('23:05:10');
  await pass(quiet.id);
  await sendAll();

  expect([...new Set(readItems)].sort()).toEqual([one, two, other].sort());
  expect(acceptedMessages().filter((message) => message.includes('pre-existing'))).toHaveLength(2);
});

it('S5 an alert that was sent before two windows is sent once more after each of them, and neither of them counts it', async () => {
  const world = await aWorld({ start: '21:40' });
  const ci = await world.ci('db-1');
  const first = await world.window([ci]);
  await world.fire(ci, before);
  world.at('23:05:10');
  for (const _ of ['pass', 'repeat']) await world.pass(first.id);
  await world.sendAll();
  const second = await world.window([ci], { from: '23:30', to: '23:40' });
  world.at('23:45:10');
  for (const _ of ['pass', 'repeat']) await world.pass(second.id);
  await world.sendAll();

  expect(world.acceptedMessages()).toEqual(['firing', 'firing pre-existing', 'firing pre-existing']);
  for (const { id } of [first, second]) expect(await tallyOf(world.world)(id)).toMatchObject({ quiet: 0, released: 0 });
});
