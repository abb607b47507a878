import { expect, it } from '@jest/globals';
import { day, plus } from '../../../shared/domain/clock.ts';
import { type AlertWorld, aWorld } from '../../support/alerts.ts';

/** Deletes the monitor of a world. */
const removal = ({ as, monitor }: AlertWorld) => {
  const admin = as('admin');
  return () => admin.delete(`/v1/monitors/${monitor.id}`, { 'if-match': '*' });
};
const inUse = { status: 409, body: { code: 'monitor/in-use' } };

it('S4 a delivery to send keeps its monitor, also if more than a hundred newer alerts have none', async () => {
  const world = await aWorld({ start: '22:10' });
  const { fire, recover, ci, window, sendAll } = world;
  const id = await ci('db-1');
  await window([id]);
  await fire('nobody');
  for (let n = 0; n < 110; n += 1) {
    await fire(id, { name: `A${n}` });
    await recover(id, '22:20', { name: `A${n}` });
  }
  const remove = removal(world);

  expect(await remove()).toMatchObject(inUse);
  await sendAll();
  expect(await remove()).toMatchObject({ status: 204 });
});

it('S4 a recovery to send keeps its monitor, also if more than a hundred newer alerts have come and gone', async () => {
  const world = await aWorld({ start: '22:10' });
  const { fire, recover, ci, window, queued, send, sendAll } = world;
  const id = await ci('db-1');
  await window([id]);
  await fire('nobody');
  await sendAll();
  await recover('nobody', '22:11');
  const last = queued.shift();
  for (let n = 0; n < 110; n += 1) {
    await fire(id, { name: `A${n}` });
    await recover(id, '22:20', { name: `A${n}` });
  }
  const remove = removal(world);

  expect(await remove()).toMatchObject({ ...inUse, body: { errors: [{ detail: expect.stringContaining('(resolved)') }] } });
  if (last) await send(last);
  expect(await remove()).toMatchObject({ status: 204 });
});

it('S4 an alert that arrives while its monitor is deleted keeps the monitor or is refused, or is sent to its receiver', async () => {
  const outcomes = new Set<string>();
  for (let step = 0; step < 16; step += 1) {
    for (const isDeletionInterrupted of [true, false]) {
      const world = await aWorld({ start: '22:10' });
      const fire = () =>
        world.fire('nobody').then(
          () => 'stored',
          () => 'refused',
        );
      const remove = removal(world);
      const deletion = () => remove().then(({ status }) => String(status));
      const [first, second] = isDeletionInterrupted ? [deletion, fire] : [fire, deletion];
      let operations = 0;
      let other: Promise<string> | undefined;
      world.records.before = async () => {
        operations += 1;
        if (operations !== step + 1) return;
        other = second();
        await other;
      };
      const outcome = [await first(), await (other ?? second())].sort().join();
      world.records.before = () => undefined;
      await world.sendAll();

      expect([outcome, world.posts.length]).toEqual([outcome, outcome.includes('stored') ? 1 : 0]);
      expect((await world.deliveries()).filter(({ status }) => status !== 'sent')).toEqual([]);
      outcomes.add(outcome);
    }
  }
  expect([...outcomes].sort()).toEqual(['204,refused', '204,stored', '409,stored']);
});

it('S4 an alert that is held while its monitor is deleted is sent to its receiver when the window has ended', async () => {
  const world = await aWorld({ start: '22:10' });
  const id = await world.ci('db-1');
  const window = await world.window([id]);
  const remove = removal(world);
  let isFirst = true;
  world.records.before = async (operation) => {
    if (operation !== 'commit' || !isFirst) return;
    isFirst = false;
    expect(await remove()).toMatchObject({ status: 204 });
  };
  await world.fire(id);

  world.at('23:00');
  await world.pass(window.id);
  await world.sendAll();

  expect(world.posts).toMatchObject([{ url: world.monitor.receiver.kind === 'webhook' ? world.monitor.receiver.url : '' }]);
});

it('S4 a delivery that nobody sends any more does not keep its monitor', async () => {
  const world = await aWorld({ start: '22:10' });
  await world.fire('nobody');
  const remove = removal(world);
  const sentAt = world.clock.now();

  world.clock.set(plus(sentAt, 16 * day));
  expect(await remove()).toMatchObject(inUse);
  world.clock.set(plus(sentAt, 17 * day));
  expect(await remove()).toMatchObject({ status: 204 });
});
