import { expect, it } from '@jest/globals';
import { hour, plus } from '../../../shared/domain/clock.ts';
import { changeDesk, noon } from '../../support/changes.ts';
import { redundantPair } from '../../support/redundant-pair.ts';
import { shuffled } from '../../support/turns.ts';

const window = { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned' };

type Desk = Awaited<ReturnType<typeof changeDesk>>;

/** Puts the table back to what it was, without making the desk again, which takes longer than a race. */
const restorePoint = ({ records }: Desk): (() => void) => {
  const rows = new Map(records.all().map((row) => [`${row.pk} ${row.sk}`, structuredClone(row)]));
  return () => {
    for (const row of records.all()) if (!rows.has(`${row.pk} ${row.sk}`)) records.tamper(row, 'remove');
    for (const row of rows.values()) records.tamper(structuredClone(row));
  };
};

/** Two approvers approve two changes at the same instant, many times over. Returns how often which change was scheduled. */
const race = async (desk: Desk, [first, second]: readonly [readonly string[], readonly string[]], times: number) => {
  const changes = [await desk.awaiting({ window, items: first }), await desk.awaiting({ window, items: second })] as const;
  const restore = restorePoint(desk);
  const winners = new Map<string, number>();
  let retries = 0;
  for (let seed = 1; seed <= times; seed += 1) {
    shuffled(desk, seed);
    const tick = desk.records.before;
    let commits = 0;
    desk.records.before = async (operation) => {
      if (operation === 'commit') commits += 1;
      await tick(operation);
    };

    await Promise.all([desk.vote(changes[0], desk.anna), desk.vote(changes[1], desk.abe)]);

    desk.records.before = () => undefined;
    const after = await Promise.all(changes.map(({ id }) => desk.world.changes.get(id)));
    const scheduled = after.filter(({ status }) => status === 'scheduled');
    const winner = scheduled.map(({ number }) => number).join(' and ');
    winners.set(winner, (winners.get(winner) ?? 0) + 1);
    if (commits > 4) retries += 1;
    restore();
  }
  return { winners: [...winners.keys()].toSorted(), races: [...winners.values()].reduce((sum, count) => sum + count, 0), retries };
};

it('T8 of two conflicting changes that are approved at the same instant, never both are scheduled (a thousand interleavings)', async () => {
  const desk = await changeDesk();

  const { winners, races, retries } = await race(desk, [[desk.database], [desk.database, desk.server]], 1_000);

  expect(races).toBe(1_000);
  // Each of the two must win sometimes, and meet the other one in the transaction, or the test would prove nothing.
  expect(winners).toEqual(['CHG-000001', 'CHG-000002']);
  expect(retries).toBeGreaterThan(100);
}, 240_000);

it('T8 H2 of two changes of the two sides of a redundant pair that are approved at the same instant, never both are scheduled (three hundred interleavings)', async () => {
  const desk = await changeDesk();
  const [one, other] = await redundantPair(desk);

  const { winners, races } = await race(desk, [[one], [other]], 300);

  expect(races).toBe(300);
  expect(winners).toEqual(['CHG-000001', 'CHG-000002']);
}, 120_000);
