import { expect, it } from '@jest/globals';
import { type SweepContext, sweep } from '../../../shared/application/sweep/sweep.ts';
import { hour, minute, plus, second } from '../../../shared/domain/clock.ts';
import { type Due, hourOf, newDue } from '../../../shared/domain/due/due.ts';
import { DomainError } from '../../../shared/domain/errors.ts';
import { countingIds, settableClock } from '../../support/api.ts';
import { inMemoryRecords } from '../../support/in-memory-records.ts';
import { worldOn } from '../../support/world.ts';

const noon = '2026-11-24T12:00:00.000Z';

/** The sweep over the fake; its duties keep the subjects that they are told, `poison` throws. */
const sweeping = (duties: Partial<SweepContext['duties']> = {}) => {
  const records = inMemoryRecords();
  const clock = settableClock(noon);
  const world = worldOn(records, clock, countingIds());
  const [done, failed]: [string[], string[]] = [[], []];
  const perform = async (subject: string): Promise<void> => {
    if (subject.startsWith('poison')) throw new DomainError('missing', 'change/not-found', `no change ${subject}`);
    done.push(subject);
  };
  const run = sweep({
    ...world,
    duties: { advance: perform, workflow: perform, release: perform, deliver: perform, 'expire-scope': perform, ...duties },
    publish: async () => [],
    failed: ({ subject }) => failed.push(subject),
    budgetMillis: 40_000,
  });
  const remind = (subject: string, at: string, duty: Due['duty'] = 'advance') =>
    world.store.commit([world.dues.save(newDue(world)(duty, subject, at))]);
  const left = () => records.all().flatMap(({ type, data }) => (type === 'Due' ? [data] : []));
  const cursor = async () => (await world.dues.cursor('minute'))?.hour;
  return { world, records, clock, done, failed, run, remind, left, cursor };
};

it('T9 what is due is done once, what is not yet due waits', async () => {
  const { run, remind, clock, done, left } = sweeping();
  await remind('late', plus(noon, -minute));
  await remind('now', noon);
  await remind('alert', noon, 'deliver');
  await remind('later', plus(noon, minute));

  await run();
  await run();

  expect(done.toSorted()).toEqual(['alert', 'late', 'now']);
  clock.advance(minute);
  await run();
  expect(done.at(-1)).toBe('later');
  expect(left()).toEqual([]);
});

it('T9 a row’s hour is never before the writer’s', async () => {
  const { run, remind, clock, done } = sweeping();
  clock.set(plus(noon, 3 * hour));
  await run();
  clock.advance(15 * minute);
  await run();

  await remind('of this morning', noon);
  await run();

  expect(done).toEqual(['of this morning']);
});

it('T9 a duty that fails comes again in a minute and stands in nobody’s way', async () => {
  const { run, remind, clock, done, failed, left } = sweeping();
  for (let n = 0; n < 120; n += 1) await remind(`poison ${n}`, plus(noon, -n));
  for (let n = 0; n < 120; n += 1) await remind(`good ${n}`, noon);

  await run();

  expect(done).toHaveLength(120);
  expect(failed).toHaveLength(120);
  expect(left().every(({ at }) => at === plus(noon, minute))).toBe(true);
  clock.advance(minute);
  await run();
  expect(failed).toHaveLength(240);
  expect(left()).toHaveLength(120);
});

it('T9 a sweep that dies at any write, or loses its answer, leaves nothing undone', async () => {
  for (const fault of ['not made', 'answer lost']) {
    let died = true;
    for (let at = 1; died; at += 1) {
      const { run, remind, records, done, left, clock } = sweeping();
      for (const subject of ['one', 'poison', 'two']) await remind(subject, noon);
      let commits = 0;
      const die = (): void => {
        commits += 1;
        if (commits === at) throw new Error('killed');
      };
      if (fault === 'not made') records.before = (operation) => (operation === 'commit' ? die() : undefined);
      else records.committed = die;
      await run().catch(() => undefined);
      died = commits >= at;
      records.before = () => undefined;
      records.committed = () => undefined;
      await run();
      clock.advance(minute);
      await run();

      expect([...new Set(done)].toSorted()).toEqual(['one', 'two']);
      expect(left().map(({ subject }) => subject)).toEqual(['poison']);
    }
  }
});

it('T9 two sweeps at once do no harm', async () => {
  const { run, remind, done, left } = sweeping();
  for (let n = 0; n < 20; n += 1) await remind(`subject ${n}`, noon);

  await Promise.all([run(), run()]);

  expect(new Set(done).size).toBe(20);
  expect(left()).toEqual([]);
});

it('T9 the cursor passes an hour only when it is empty and ten minutes old', async () => {
  const { run, remind, clock, cursor, done } = sweeping({
    workflow: async () => {
      throw new Error('for ever');
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

  await remind('slow writer', plus(noon, 59 * minute));
  clock.set(plus(noon, hour + 9 * minute));
  await run();
  expect(done).toEqual(['slow writer']);
  expect(await cursor()).toBe(hourOf(noon));
});

it('T9 after a day without a sweep everything that came due meanwhile is done, and the cursor is here', async () => {
  const { run, remind, clock, cursor, done } = sweeping();
  await run();
  for (let n = 1; n <= 24; n += 1) await remind(`hour ${n}`, plus(noon, n * hour));
  clock.set(plus(noon, 24 * hour + 30 * minute));

  await run();

  expect(done).toHaveLength(24);
  expect(await cursor()).toBe(hourOf(plus(noon, 24 * hour)));
});

it('T9 what a run has no time for the next one does, and the cursor waits for it', async () => {
  const { run, remind, clock, cursor, done, left } = sweeping({
    release: async (subject) => {
      clock.advance(second);
      done.push(subject);
    },
  });
  for (let n = 0; n < 250; n += 1) await remind(`release ${n}`, noon, 'release');
  clock.set(plus(noon, hour + 15 * minute));
  await run();

  expect(left().length).toBeGreaterThan(0);
  expect(await cursor()).toBe(hourOf(noon));
  while (left().length > 0) await run();
  expect(new Set(done).size).toBe(250);
});

it('T9 work of the day comes last and from all shards, whatever subjects it has', async () => {
  const { run, remind, done, left, records } = sweeping();
  const daily = Array.from({ length: 40 }, (_, n) => `daily ${n}`);
  for (const subject of daily) await remind(subject, plus(noon, -minute), 'expire-scope');
  await remind('punctual', noon);
  const partitions = new Set(records.all().flatMap(({ pk }) => (pk.startsWith('DUE#day#') ? [pk] : [])));

  await run();

  expect(partitions.size).toBeGreaterThan(4);
  expect(done[0]).toBe('punctual');
  expect(done.slice(1).toSorted()).toEqual(daily.toSorted());
  expect(left()).toEqual([]);
});

it('T9 work of the day waits when the time of a run is used up', async () => {
  const { run, remind, clock, done } = sweeping({
    release: async () => clock.advance(41 * second),
  });
  await remind('slow', noon, 'release');
  await remind('daily', noon, 'expire-scope');

  await run();
  expect(done).toEqual([]);
  await run();
  expect(done).toEqual(['daily']);
});
