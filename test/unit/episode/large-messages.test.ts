import { expect, it } from '@jest/globals';
import { receiveAlerts } from '../../../shared/application/episode/receive-alerts.ts';
import { day, plus, second } from '../../../shared/domain/clock.ts';
import { anAlert, aWorld, message } from '../../support/alerts.ts';
import { storeAway } from '../../support/in-memory-records.ts';

/** A monitor with many alerts in one message, about fifty CIs. */
const largeMessage = async (count: number) => {
  const world = await aWorld({ start: '22:11' });
  const cis = await Promise.all(Array.from({ length: 50 }, (_, n) => world.ci(`db-${n}`)));
  const alerts = Array.from({ length: count }, (_, n) => anAlert('firing', cis[n % cis.length] ?? '', { name: `A${n}` }));
  const { usage } = world.records;
  const send = async () => {
    const { requests, writeUnits } = usage;
    await world.receive(...alerts);
    return { requests: usage.requests - requests, writeUnits: usage.writeUnits - writeUnits };
  };
  const stored = async () => (await world.world.episodes.openOf(world.monitor.id)).length;
  return { ...world, alerts, send, stored, cis };
};

it('S10 a repeat of 2,500 stored alerts costs a small part of the first message', async () => {
  const { send, stored } = await largeMessage(2_500);
  const first = await send();
  const repeat = await send();

  expect(await stored()).toBe(2_500);
  expect(first.requests).toBeGreaterThan(2_500);
  // Two reads of a hundred rows, and one write of one unit for each alert, without a transaction.
  expect(repeat.requests).toBeLessThanOrEqual(25 * 2 + 1 + 2_500);
  expect(repeat.writeUnits).toBe(2_500);
  expect(repeat.writeUnits).toBeLessThan(first.writeUnits / 5);
});

it('S10 each retry of a message that takes too long stores more of it, until all is stored', async () => {
  const { records, clock, send, stored } = await largeMessage(600);
  records.before = () => clock.advance(0.04 * second);
  const counts: number[] = [];
  for (let last: unknown = 'first'; last !== undefined && counts.length < 20; counts.push(await stored()))
    last = await send().then(
      () => undefined,
      (error: unknown) => error,
    );

  expect(counts.at(-1)).toBe(600);
  expect(counts.length).toBeGreaterThan(2);
  expect(new Set(counts).size).toBe(counts.length);
  expect(counts).toEqual(counts.toSorted((one, other) => one - other));
});

it('S10 a repeat that cannot be counted is accepted', async () => {
  const { records, send, episodes } = await largeMessage(10);
  await send();
  records.before = (operation) => {
    if (operation === 'commit') storeAway();
  };
  await send();
  records.before = () => undefined;

  expect((await episodes()).map(({ repeats }) => repeats)).toEqual(Array(10).fill(0));
  await send();
  expect((await episodes()).map(({ repeats }) => repeats)).toEqual(Array(10).fill(1));
});

it('S4 repeats that are stored together are counted one by one if one of them has changed, and twice if an alert is there twice', async () => {
  const { records, alerts, context, monitor, receive, episodes } = await largeMessage(10);
  await receive(...alerts);
  let isFirst = true;
  records.before = async (operation) => {
    if (operation !== 'commit' || !isFirst) return;
    isFirst = false;
    await receiveAlerts(context)(monitor.id, message(alerts[3]));
  };
  await receive(...alerts, alerts[5]);

  expect((await episodes()).map(({ repeats }) => repeats)).toEqual([1, 1, 1, 2, 1, 2, 1, 1, 1, 1]);
});

it('S5 S10 the windows of an alert that was sent are read when it is time for a reminder, and not before', async () => {
  const { clock, cis, monitor, receive, alerts, world } = await largeMessage(1);
  await receive(...alerts);
  const { entriesOf } = world.windows;
  const asked: string[] = [];
  Object.assign(world.windows, { entriesOf: (...query: Parameters<typeof entriesOf>) => asked.push(query[0]) && entriesOf(...query) });
  await receive(...alerts);
  expect(asked).toEqual([]);
  clock.set(plus(clock.now(), day));
  await receive(...alerts);

  expect([asked, (await world.episodes.openOf(monitor.id)).length]).toEqual([[cis[0]], 1]);
});
