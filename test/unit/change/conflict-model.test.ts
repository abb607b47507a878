import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { reservationRepository } from '../../../shared/data/reservation/reservation-repository.ts';
import { hour, plus } from '../../../shared/domain/clock.ts';
import type { GroupStake } from '../../../shared/domain/reservation/footprint.ts';
import { idsOfReservation, type Reservation } from '../../../shared/domain/reservation/reservation.ts';
import { conflictsWith } from '../../../shared/domain/reservation/reservation-conflicts.ts';
import { idOf } from '../../support/api.ts';
import { inMemoryRecords } from '../../support/in-memory-records.ts';
import { aReservation } from '../../support/reservations.ts';

// An estate of a few CIs, so that windows meet often. Windows begin and end at full hours around the turn of a month.
const cis = Array.from({ length: 7 }, (_, n) => idOf(100 + n));
const midnight = '2026-10-31T20:00:00.000Z';
const hours = 8;

const some = (most: number) => fc.uniqueArray(fc.constantFrom(...cis), { minLength: 1, maxLength: most });
const groupArbitrary = fc
  .record({ members: fc.uniqueArray(fc.constantFrom(...cis), { minLength: 2, maxLength: 4 }), spare: fc.integer({ min: 0, max: 2 }) })
  .map(({ members, spare }) => ({ members, needed: Math.max(1, members.length - spare) }));
type Group = Pick<GroupStake, 'members' | 'needed'>;

const windowArbitrary = fc.record({
  items: some(2),
  affected: fc.uniqueArray(fc.constantFrom(...cis), { maxLength: 1 }),
  from: fc.integer({ min: 0, max: hours - 1 }),
  length: fc.integer({ min: 1, max: 4 }),
  suppress: fc.boolean(),
  implementer: fc.integer({ min: 0, max: 2 }),
});
type Plan = typeof windowArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

const scopeOf = ({ items, affected }: Plan): readonly string[] => [...new Set([...items, ...affected])];
const idOfGroup = (at: number): string => idOf(500 + at);

/** The reservation of a plan. `knows`: the groups that existed when it was assessed. */
const reserved = (
  plan: Plan,
  at: number,
  estate: { groups: readonly Group[]; pairs: readonly (readonly string[])[] },
  knows: (group: number) => boolean,
): Reservation => {
  const scope = scopeOf(plan);
  const groups = estate.groups.flatMap(({ members, needed }, place) => {
    const taken = members.filter((member) => scope.includes(member));
    return taken.length > 0 && knows(place) ? [{ of: idOfGroup(place), group: 'g', needed, members, taken }] : [];
  });
  const near = estate.pairs.flatMap(([one = '', other = '']) => [
    ...(scope.includes(one) && !scope.includes(other) ? [other] : []),
    ...(scope.includes(other) && !scope.includes(one) ? [one] : []),
  ]);
  return aReservation({
    ...{ start: plus(midnight, plan.from * hour), end: plus(midnight, (plan.from + plan.length) * hour) },
    ...{ window: idOf(200 + at), change: idOf(300 + at), implementer: idOf(400 + plan.implementer), suppress: plan.suppress },
    ...{ items: plan.items, affected: plan.affected.filter((id) => !plan.items.includes(id)), groups, near: [...new Set(near)] },
  });
};

const overlaps = (one: Plan, other: Plan): boolean => one.from < other.from + other.length && other.from < one.from + one.length;
const isAt = (plan: Plan, at: number): boolean => plan.from <= at && at < plan.from + plan.length;
const onlyAffects = (plan: Plan, ci: string): boolean => !plan.items.includes(ci);

/** The kinds of conflicts of a plan with each other one, worked out hour by hour from the plans themselves. */
const expected = (
  wanted: Plan,
  others: readonly Plan[],
  { groups, pairs }: { groups: readonly Group[]; pairs: readonly (readonly string[])[] },
) => {
  const found = new Set<string>();
  const mine = scopeOf(wanted);
  const isLost = ({ members, needed }: Group, down: readonly string[]) =>
    members.filter((member) => !down.includes(member)).length < needed;
  for (const [at, other] of others.entries()) {
    if (!overlaps(wanted, other)) continue;
    const theirs = scopeOf(other);
    const shared = mine.filter((ci) => theirs.includes(ci));
    const same = shared.filter((ci) => !onlyAffects(wanted, ci) || !onlyAffects(other, ci));
    if (same.length > 0) found.add(`${at} ${wanted.suppress || other.suppress ? 'same-ci' : 'no-downtime-overlap'}`);
    const related = pairs.flatMap(([one = '', two = '']) => [
      ...(mine.includes(one) && theirs.includes(two) ? [[one, two]] : []),
      ...(mine.includes(two) && theirs.includes(one) ? [[two, one]] : []),
    ]);
    // A relation counts if it leads from the one scope out to the other.
    const leads = related.filter(
      ([own = '', their = '']) => (!mine.includes(their) && !same.includes(their)) || (!theirs.includes(own) && !same.includes(own)),
    );
    if (leads.length > 0 || shared.some((ci) => !same.includes(ci))) found.add(`${at} dependency`);
    if (wanted.implementer === other.implementer) found.add(`${at} implementer`);
  }
  for (const group of groups) {
    for (let at = wanted.from; at < wanted.from + wanted.length; at += 1) {
      const active = others.filter((other) => isAt(other, at) && group.members.some((member) => scopeOf(other).includes(member)));
      const theirs = active.flatMap(scopeOf);
      const together = isLost(group, [...mine, ...theirs]) && !isLost(group, mine) && !isLost(group, theirs);
      if (!together || !(wanted.suppress || active.some(({ suppress }) => suppress))) continue;
      for (const other of active) {
        if (
          group.members.some((member) => scopeOf(other).includes(member) && !mine.includes(member)) &&
          group.members.some((member) => mine.includes(member))
        )
          found.add(`${others.indexOf(other)} redundant-side`);
      }
    }
  }
  return [...found].toSorted();
};

const estateArbitrary = fc.record({
  groups: fc.array(groupArbitrary, { maxLength: 3 }),
  pairs: fc.array(fc.uniqueArray(fc.constantFrom(...cis), { minLength: 2, maxLength: 2 }), { maxLength: 4 }),
});

/** What is found by way of the stored rows: packed by shard, read by the ids of the wanted window, and put together again. */
const found = async (wanted: Reservation, others: readonly Reservation[]) => {
  const records = inMemoryRecords();
  const reservations = reservationRepository(records);
  await records.writeOnce(others.flatMap(reservations.save));
  const read = await reservations.overlapping(idsOfReservation(wanted), wanted.start, wanted.end);
  const conflicts = conflictsWith(wanted, read);
  return [...new Set(conflicts.map(({ kind, window }) => `${others.findIndex((other) => other.window === window)} ${kind}`))].toSorted();
};

it('H2 T8 the conflicts that are found from reservations in 32 shards are those of the plans, compared hour by hour', async () => {
  const kinds = new Set<string>();
  await fc.assert(
    fc.asyncProperty(windowArbitrary, fc.array(windowArbitrary, { maxLength: 4 }), estateArbitrary, async (wanted, others, estate) => {
      const rows = others.map((plan, at) => reserved(plan, at, estate, () => true));
      const conflicts = await found(
        reserved(wanted, 99, estate, () => true),
        rows,
      );
      for (const conflict of conflicts) kinds.add(conflict.slice(2));

      expect(conflicts).toEqual(expected(wanted, others, estate));
    }),
    { numRuns: 800 },
  );
  // Every kind must occur, or the test would prove nothing about it.
  expect([...kinds].toSorted()).toEqual(['dependency', 'implementer', 'no-downtime-overlap', 'redundant-side', 'same-ci']);
}, 60_000);

it('H2 a redundancy group that only one of two windows knows, because it was made between their assessments, is still compared', async () => {
  let lost = 0;
  await fc.assert(
    fc.asyncProperty(windowArbitrary, windowArbitrary, estateArbitrary, fc.boolean(), async (wanted, other, estate, isMine) => {
      const conflicts = await found(
        reserved(wanted, 99, estate, () => isMine),
        [reserved(other, 0, estate, () => !isMine)],
      );
      const kinds = expected(wanted, [other], estate);
      if (kinds.includes('0 redundant-side')) lost += 1;

      expect(conflicts).toEqual(kinds);
    }),
    { numRuns: 500 },
  );
  expect(lost).toBeGreaterThan(5);
}, 60_000);

it('H2 of two windows that conflict, each finds the other one', () => {
  fc.assert(
    fc.property(windowArbitrary, windowArbitrary, estateArbitrary, (one, other, estate) => {
      const [first, second] = [reserved(one, 0, estate, () => true), reserved(other, 1, estate, () => true)];
      const blocking = (mine: Reservation, theirs: Reservation) =>
        overlaps(one, other) && conflictsWith(mine, [theirs]).some(({ severity }) => severity === 'blocking');

      expect(blocking(first, second)).toBe(blocking(second, first));
    }),
    { numRuns: 1_000 },
  );
});
