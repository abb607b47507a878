import { expect, it } from '@jest/globals';
import { endQuiet } from '../../../shared/application/change/end-quiet.ts';
import { evaluate } from '../../../shared/application/suppression/evaluate.ts';
import { minute, plus } from '../../../shared/domain/clock.ts';
import { windowView } from '../../../shared/domain/window/window-view.ts';
import { aWorld } from '../../support/alerts.ts';
import { changeDesk } from '../../support/changes.ts';

/** A running change on a database and a server. `orders` depends on both of them, and `billing` only on the server. */
const underWork = async () => {
  const desk = await changeDesk();
  const { world, database, server } = desk;
  const [orders, billing] = [await desk.ci('orders'), await desk.ci('billing')];
  const dependants = (item: string, ...others: readonly string[]) =>
    world.relations.save({
      ...{ item, direction: 'in', shard: 0, version: 1 },
      edges: others.map((other) => ({ type: 'depends-on' as const, item: other })),
    });
  await world.store.commit([dependants(database, orders), dependants(server, orders, billing)]);
  const start = plus(desk.clock.now(), minute);
  const window = { start, end: plus(start, 60 * minute), mode: 'planned', dependants: { types: ['depends-on'], hops: 1 } };
  const change = await desk.implementing({ items: [database, server], window });
  const isQuiet = async (ci: string, at = desk.clock.now()) => (await evaluate(world)({ at, alerts: [{ ci }] }))[0]?.suppressed;
  const end = (reason: string, items?: readonly string[]) => endQuiet(desk.context)(change.windowId ?? '', { reason, items }, desk.ian);
  return { ...desk, change, orders, billing, isQuiet, end };
};

it('W2 T6 the quiet of one named item ends; what another named item brings in stays quiet, and the past answers as it was', async () => {
  const desk = await underWork();
  const began = desk.clock.now();
  desk.clock.set(plus(began, 10 * minute));
  expect(await desk.isQuiet(desk.billing)).toBe(true);

  const lifted = await desk.end('the server is back', [desk.server]);

  const quiet = async (at?: string) =>
    Promise.all([desk.database, desk.server, desk.orders, desk.billing].map((ci) => desk.isQuiet(ci, at ?? desk.clock.now())));
  expect(await quiet()).toEqual([true, false, true, false]);
  expect(await quiet(plus(began, 9 * minute))).toEqual([true, true, true, true]);
  expect(windowView(lifted, desk.clock.now(), 0)).toMatchObject({
    state: 'in-force',
    lifts: [{ items: [desk.server], at: desk.clock.now(), by: `person:${desk.ian.id}`, reason: 'the server is back' }],
  });
  expect((await desk.eventsOf(desk.change)).filter((name) => name.startsWith('Window'))).toEqual(['WindowOpened', 'WindowLifted']);
});

it('W2 when the quiet of the last named item ends, the window is over; what was ended before is not ended again', async () => {
  const desk = await underWork();
  await desk.end('back', [desk.server]);

  await expect(desk.end('again', [desk.server])).rejects.toBeDomainError('window/not-in-force');
  const over = await desk.end('both are back', [desk.server, desk.database]);

  expect(over.lifts.map(({ mask }) => mask)).toEqual([2, 1]);
  expect(windowView(over, desk.clock.now(), 0).state).toBe('over');
  expect(await desk.isQuiet(desk.orders)).toBe(false);
  await expect(desk.end('again')).rejects.toBeDomainError('window/not-in-force');
});

it('W2 only items that the change names can be given; a dependant of one is refused, and nothing is written', async () => {
  const desk = await underWork();
  const rows = desk.records.all();

  await expect(desk.end('enough', [desk.server, desk.billing])).rejects.toMatchObject({
    code: 'window/item-foreign',
    errors: [{ pointer: '/items/1' }],
  });
  await expect(desk.end('enough', ['no-such-item'])).rejects.toBeDomainError('item/unknown');
  expect(desk.records.all()).toEqual(rows);
});

it('S5 S8 W2 alerts held for a lifted item are released at once, and those of the other items stay held', async () => {
  const { at, ci, window, fire, pass, change, sendAll, acceptedMessages, clock, episodes } = await aWorld();
  const [lifted, kept] = [await ci('db-1'), await ci('db-2')];
  const { id } = await window([lifted, kept]);
  at('22:11');
  await fire(lifted);
  await fire(kept);
  at('22:20');
  await change(id, () => ({ lifts: [{ mask: 1, at: clock.now(), by: 'person:x', reason: 'back' }], releaseDue: true }));
  await pass(id);
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing unsuppressed: CHG-000001 ended early 22:20, firing since 22:10 UTC']);
  expect((await episodes()).map(({ state }) => state).toSorted()).toEqual(['held', 'released']);
});
