import { expect, it } from '@jest/globals';
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
