import { expect, it } from '@jest/globals';
import { sendDelivery } from '../../../shared/application/episode/send-delivery.ts';
import { measureDelays } from '../../../shared/application/sweep/measure-delays.ts';
import { day, minute, plus, second } from '../../../shared/domain/clock.ts';
import { newEvent } from '../../../shared/domain/event/new-event.ts';
import { type AlertWorld, aWorld, time } from '../../support/alerts.ts';
import { runningAs } from '../../support/table-calls.ts';

/** The delays as the sweep measures them, which first does the duties that are due for deliveries. */
const sweepOf = ({ world, clock, sweep }: AlertWorld) => {
  const measure = measureDelays(world);
  return runningAs('sweep', async () => {
    const measured = await measure();
    const due = await world.dues.of('alerts', clock.now().slice(0, 13), clock.now(), 100);
    for (const each of due) {
      await sweep(each.subject);
      await world.store.commit([world.dues.remove(each)]);
    }
    return measured;
  });
};

const away = async () => {
  const alerts = await aWorld({ start: '20:00' });
  const ci = await alerts.ci('db-1');
  alerts.receiverAnswers(() => ({ status: 503 }));
  return { ...alerts, id: ci, sweepNow: sweepOf(alerts) };
};

/** The seconds above which the alarm "Oldest delivery waits too long" starts. */
const threshold = 300;

it('S10 a receiver that is away is measured within six minutes, though each try ends normally', async () => {
  const { fire, id, queued, send, sweepNow, clock } = await away();
  await fire(id, { since: '20:00' });
  const [delivery] = queued;
  if (!delivery) throw new Error('a delivery expected');
  let next = clock.now();
  let minutes = 0;
  for (let measured = 0; measured <= threshold; minutes += 1) {
    expect(minutes).toBeLessThanOrEqual(6);
    for (const end = plus(clock.now(), minute); clock.now() < end; clock.advance(second)) {
      if (clock.now() < next) continue;
      const answer = await send(delivery);
      next = answer.kind === 'wait' ? answer.until : end;
    }
    measured = (await sweepNow()).unsentSeconds ?? 0;
  }

  expect(minutes).toBeLessThanOrEqual(6);
});

it('S10 a delivery that nobody tries to send is measured as well, until it is sent', async () => {
  const { fire, id, clock, sweepNow, receiverAnswers, sendAll, deliveries } = await away();
  await fire(id, { since: '20:00' });
  clock.advance(61 * second);
  expect(await sweepNow()).toMatchObject({ unsentSeconds: 0 });
  clock.advance(5 * minute);
  expect(await sweepNow()).toMatchObject({ unsentSeconds: 361 });

  receiverAnswers(() => ({ status: 200 }));
  await sendAll();
  expect(await deliveries()).toMatchObject([{ status: 'sent', overdue: true }]);
  expect(await sweepNow()).toMatchObject({ unsentSeconds: 0 });
});

it('S10 the sender reports the age of what it could not send', async () => {
  const { fire, id, clock, sendAll, measured, queued, send } = await away();
  await fire(id, { since: '20:00' });
  const [delivery] = queued;
  await sendAll();
  clock.advance(7 * minute);
  if (delivery) await send(delivery);

  expect(measured).toEqual([{ unsentSeconds: 0 }, { unsentSeconds: 420 }]);
});

it('S10 the sender says of which monitor it could not send, so that operators see which receivers are away', async () => {
  const { fire, id, queued, sendContext, monitor } = await away();
  await fire(id, { since: '20:00' });
  const reported: unknown[] = [];
  const [delivery] = queued;
  if (!delivery) throw new Error('a delivery expected');
  await runningAs('send', sendDelivery({ ...sendContext, measured: (...all) => void reported.push(all) }))(delivery);

  expect(reported).toEqual([[{ unsentSeconds: 0 }, { monitor: monitor.id }]]);
});

it('S10 a delivery that is just being sent is not written by the sweep, so it is sent once', async () => {
  const { fire, id, clock, receiverAnswers, sweepNow, sendAll, posts, deliveries, world } = await away();
  await fire(id, { since: '20:00' });
  clock.advance(61 * second);
  receiverAnswers(async () => {
    await sweepNow();
    receiverAnswers(() => ({ status: 200 }));
    return { status: 200 };
  });
  await sendAll();
  await sendAll();

  expect(posts).toHaveLength(1);
  expect(await deliveries()).toMatchObject([{ status: 'sent', tries: 1 }]);
  expect(await world.dues.of('alerts', '2026-11-28T20', time('20:02:01'), 10)).toMatchObject([{ duty: 'deliver' }]);
});

it('S10 what has waited for more than a week is a dead letter, and no delay any more', async () => {
  const { fire, id, clock, sweepNow } = await away();
  await fire(id, { since: '20:00' });
  clock.advance(61 * second);
  await sweepNow();
  clock.advance(7 * day - 61 * second);
  expect(await sweepNow()).toMatchObject({ unsentSeconds: 604_800 });
  clock.advance(second);
  expect(await sweepNow()).toMatchObject({ unsentSeconds: 0 });
});

it('S8 alerts that are held past the end and the grace period are measured, until they are decided', async () => {
  const alerts = await aWorld({ start: '22:11' });
  const sweepNow = sweepOf(alerts);
  const id = await alerts.ci('db-1');
  const window = await alerts.window([id]);
  await alerts.fire(id);
  alerts.at('22:59');
  expect(await sweepNow()).toMatchObject({ heldSeconds: 0 });
  // The monitor's grace period is 310 s.
  alerts.at('23:05:10');
  expect(await sweepNow()).toMatchObject({ heldSeconds: 0 });
  alerts.at('23:11');
  expect(await sweepNow()).toMatchObject({ heldSeconds: 350 });

  await alerts.pass(window.id);
  expect(await sweepNow()).toMatchObject({ heldSeconds: 0 });
});

it('S8 a window that suppresses nothing, or was never in force, is not waited for', async () => {
  const alerts = await aWorld({ start: '22:11' });
  const id = await alerts.ci('db-1');
  await alerts.window([id], { fields: { suppress: false } });
  await alerts.window([id], { fields: { inForce: [], opened: false } });
  alerts.at('23:30');

  expect(await sweepOf(alerts)()).toMatchObject({ heldSeconds: 0 });
});

it('E3 the oldest event that is not published is measured', async () => {
  const { world, clock } = await aWorld({ start: '20:00' });
  const fact = { actor: 'system', subject: { type: 'change', id: 'c' }, body: { revision: 1 } } as const;
  const event = newEvent(world)('ChangeRequested', fact);
  await world.store.commit([world.events.record(event)]);
  clock.advance(6 * minute);
  expect(await measureDelays(world)()).toMatchObject({ pendingSeconds: 360 });

  await world.store.commit([world.events.published(event)]);
  expect(await measureDelays(world)()).toMatchObject({ pendingSeconds: 0 });
});

it('T4 measuring reads a bounded number of rows, however much is waiting', async () => {
  const { records, fire, id, clock, sweepNow, world } = await away();
  for (let n = 0; n < 50; n += 1) await fire(id, { name: `A${n}`, since: '20:00' });
  clock.advance(61 * second);
  await sweepNow();
  const before = { ...records.usage };
  await measureDelays(world)();

  expect(records.usage.rowsRead - before.rowsRead).toBeLessThanOrEqual(12);
  expect(records.usage.requests - before.requests).toBe(12);
});
