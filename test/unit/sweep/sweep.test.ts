import { expect, it } from '@jest/globals';
import { type SweepContext, sweep } from '../../../shared/application/sweep/sweep.ts';
import { hour, minute, plus, second } from '../../../shared/domain/clock.ts';
import { duties as allDuties, type Due, hourOf, newDue } from '../../../shared/domain/due/due.ts';
import { DomainError } from '../../../shared/domain/errors.ts';
import { countingIds, settableClock } from '../../support/api.ts';
import { inMemoryRecords } from '../../support/in-memory-records.ts';
import { unreported } from '../../support/silence.ts';
import { worldOn } from '../../support/world.ts';

const noon = '2026-11-24T12:00:00.000Z';

/** The sweep over the in-memory table. Its duties record their subjects in `done`, and fail for subjects that begin with `poison`. */
const sweepWorld = (duties: Partial<SweepContext['duties']> = {}) => {
  const records = inMemoryRecords();
  const clock = settableClock(noon);
  const world = worldOn(records, clock, countingIds());
  const [done, failed]: [string[], string[]] = [[], []];
  const perform = async (subject: string): Promise<void> => {
    if (subject.startsWith('poison')) throw new DomainError('missing', 'change/not-found', `no change ${subject}`);
    done.push(subject);
  };
  const every = Object.fromEntries(allDuties.map((duty) => [duty, perform])) as SweepContext['duties'];
  const run = sweep({
    ...world,
    ...unreported,
    duties: { ...every, ...duties },
    publish: async () => [],
    failed: ({ subject }) => failed.push(subject),
    budgetMillis: 40_000,
  });
  const schedule = (subject: string, at: string, duty: Due['duty'] = 'advance') =>
    world.store.commit([world.dues.save(newDue(world)(duty, subject, at))]);
  const remaining = () => records.all().flatMap(({ type, data }) => (type === 'Due' ? [data] : []));
  const cursor = async () => (await world.dues.cursor('minute'))?.hour;
  return { world, records, clock, done, failed, run, schedule, remaining, cursor };
};

it('T9 due work is done once, and work that is not due yet waits', async () => {
  const { run, schedule, clock, done, remaining } = sweepWorld();
  await schedule('late', plus(noon, -minute));
  await schedule('now', noon);
  await schedule('alert', noon, 'deliver');
  await schedule('later', plus(noon, minute));

  await run();
  await run();

  expect(done.toSorted()).toEqual(['alert', 'late', 'now']);
  clock.advance(minute);
  await run();
  expect(done.at(-1)).toBe('later');
  expect(remaining()).toEqual([]);
});

it('T9 work that is already overdue when it is written is stored under the current hour, where the sweep finds it', async () => {
  const { run, schedule, clock, done } = sweepWorld();
  clock.set(plus(noon, 3 * hour));
  await run();
  clock.advance(15 * minute);
  await run();

  await schedule('of this morning', noon);
  await run();

  expect(done).toEqual(['of this morning']);
});

it('T9 a failed duty is repeated after a minute and does not block the others', async () => {
  const { run, schedule, clock, done, failed, remaining } = sweepWorld();
  for (let n = 0; n < 120; n += 1) await schedule(`poison ${n}`, plus(noon, -n));
  for (let n = 0; n < 120; n += 1) await schedule(`good ${n}`, noon);

  await run();

  expect(done).toHaveLength(120);
  expect(failed).toHaveLength(120);
  expect(remaining().every(({ at }) => at === plus(noon, minute))).toBe(true);
  clock.advance(minute);
  await run();
  expect(failed).toHaveLength(240);
  expect(remaining()).toHaveLength(120);
});

it('T9 a sweep that stops at any write, or loses the answer of one, leaves no work undone', async () => {
  for (const fault of ['write failed', 'answer lost']) {
    let stopped = true;
    for (let at = 1; stopped; at += 1) {
      const { run, schedule, records, done, remaining, clock } = sweepWorld();
      for (const subject of ['one', 'poison', 'two']) await schedule(subject, noon);
      let commits = 0;
      const stopAtWrite = (): void => {
        commits += 1;
        if (commits === at) throw new Error('killed');
      };
      if (fault === 'write failed') records.before = (operation) => (operation === 'commit' ? stopAtWrite() : undefined);
      else records.committed = stopAtWrite;
      await run().catch(() => undefined);
      stopped = commits >= at;
      records.before = () => undefined;
      records.committed = () => undefined;
      await run();
      clock.advance(minute);
      await run();

      expect([...new Set(done)].toSorted()).toEqual(['one', 'two']);
      expect(remaining().map(({ subject }) => subject)).toEqual(['poison']);
    }
  }
});

it('T9 two sweeps at once do no harm', async () => {
  const { run, schedule, done, remaining } = sweepWorld();
  for (let n = 0; n < 20; n += 1) await schedule(`subject ${n}`, noon);

  await Promise.all([run(), run()]);

  expect(new Set(done).size).toBe(20);
  expect(remaining()).toEqual([]);
});

it('T9 the cursor passes an hour only if it is empty and ended ten minutes ago', async () => {
  const { run, schedule, clock, cursor, done } = sweepWorld({
    workflow: async () => {
      throw new Error('never succeeds');
    },
  });
  await run();
  expect(await cursor()).toBe(hourOf(plus(noon, -hour)));
  clock.set(plus(noon, 10 * minute - 1));
  await run();
  expect(await cursor()).toBe(hourOf(plus(noon, -hour)));
  clock.set(plus(noon, 10 * minute));
  await run();
  expect(await cursor()).toBe(hourOf(noon));

  await schedule('slow writer', plus(noon, 59 * minute));
  clock.set(plus(noon, hour + 9 * minute));
  await run();
  expect(done).toEqual(['slow writer']);
  expect(await cursor()).toBe(hourOf(noon));
});

it('T9 after a day without a sweep all due work is done, and the cursor is at the current hour', async () => {
  const { run, schedule, clock, cursor, done } = sweepWorld();
  await run();
  for (let n = 1; n <= 24; n += 1) await schedule(`hour ${n}`, plus(noon, n * hour));
  clock.set(plus(noon, 24 * hour + 30 * minute));

  await run();

  expect(done).toHaveLength(24);
  expect(await cursor()).toBe(hourOf(plus(noon, 24 * hour)));
});

it('T9 work that does not fit into a run is done by the next, and the cursor waits for it', async () => {
  const { run, schedule, clock, cursor, done, remaining } = sweepWorld({
    release: async (subject) => {
      clock.advance(second);
      done.push(subject);
    },
  });
  for (let n = 0; n < 250; n += 1) await schedule(`release ${n}`, noon, 'release');
  clock.set(plus(noon, hour + 15 * minute));
  await run();

  expect(remaining().length).toBeGreaterThan(0);
  expect(await cursor()).toBe(hourOf(noon));
  while (remaining().length > 0) await run();
  expect(new Set(done).size).toBe(250);
});

it('T9 work of the day comes last and from all shards, whatever subjects it has', async () => {
  const { run, schedule, done, remaining, records } = sweepWorld();
  const daily = Array.from({ length: 40 }, (_, n) => `daily ${n}`);
  for (const subject of daily) await schedule(subject, plus(noon, -minute), 'expire-scope');
  await schedule('punctual', noon);
  const partitions = new Set(records.all().flatMap(({ pk }) => (pk.startsWith('DUE#day#') ? [pk] : [])));

  await run();

  expect(partitions.size).toBeGreaterThan(4);
  expect(done[0]).toBe('punctual');
  expect(done.slice(1).toSorted()).toEqual(daily.toSorted());
  expect(remaining()).toEqual([]);
});

it('T9 work of the day waits when the time of a run is used up', async () => {
  const { run, schedule, clock, done } = sweepWorld({
    release: async () => clock.advance(41 * second),
  });
  await schedule('slow', noon, 'release');
  await schedule('daily', noon, 'expire-scope');

  await run();
  expect(done).toEqual([]);
  await run();
  expect(done).toEqual(['daily']);
});
