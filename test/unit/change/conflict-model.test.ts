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

interface Estate {
  readonly groups: readonly Group[];
  readonly pairs: readonly (readonly string[])[];
}

/** The CIs that both plans need. */
const sameIn = (wanted: Plan, other: Plan): readonly string[] =>
  scopeOf(wanted).filter((ci) => scopeOf(other).includes(ci) && !(onlyAffects(wanted, ci) && onlyAffects(other, ci)));

/** Whether a relation leads from the one scope out to the other. */
const leads = (from: Plan, to: Plan, pairs: Estate['pairs'], same: readonly string[]): boolean =>
  pairs
    .flatMap(([one = '', two = '']) => [
      [one, two],
      [two, one],
    ])
    .some(([own = '', their = '']) => {
      const isBetween = scopeOf(from).includes(own) && scopeOf(to).includes(their);
      return isBetween && !scopeOf(from).includes(their) && !same.includes(their);
    });

const kindsBetween = (wanted: Plan, other: Plan, { pairs }: Estate): readonly string[] => {
  if (!overlaps(wanted, other)) return [];
  const same = sameIn(wanted, other);
  const isShared = scopeOf(wanted).some((ci) => scopeOf(other).includes(ci) && !same.includes(ci));
  const isRelated = leads(wanted, other, pairs, same) || leads(other, wanted, pairs, same) || isShared;
  return [
    ...(same.length > 0 ? [wanted.suppress || other.suppress ? 'same-ci' : 'no-downtime-overlap'] : []),
    ...(isRelated ? ['dependency'] : []),
    ...(wanted.implementer === other.implementer ? ['implementer'] : []),
  ];
};

const isLost = ({ members, needed }: Group, down: readonly string[]): boolean =>
  members.filter((member) => !down.includes(member)).length < needed;

/** The plans that lose a group together with the wanted one in an hour. */
const losersAt = (at: number, wanted: Plan, others: readonly Plan[], group: Group): readonly Plan[] => {
  const mine = scopeOf(wanted);
  const active = others.filter((other) => isAt(other, at) && group.members.some((member) => scopeOf(other).includes(member)));
  const theirs = active.flatMap(scopeOf);
  const isTogether = isLost(group, [...mine, ...theirs]) && !isLost(group, mine) && !isLost(group, theirs);
  if (!isTogether || !(wanted.suppress || active.some(({ suppress }) => suppress))) return [];
  return active.filter((other) => group.members.some((member) => scopeOf(other).includes(member) && !mine.includes(member)));
};

/** The kinds of conflicts of a plan with each other one, worked out hour by hour from the plans themselves. */
const expected = (wanted: Plan, others: readonly Plan[], estate: Estate): readonly string[] => {
  const own = Array.from({ length: wanted.length }, (_, n) => wanted.from + n);
  const losers = estate.groups.flatMap((group) => own.flatMap((at) => losersAt(at, wanted, others, group)));
  const found = [
    ...others.flatMap((other, at) => kindsBetween(wanted, other, estate).map((kind) => `${at} ${kind}`)),
    ...losers.map((other) => `${others.indexOf(other)} redundant-side`),
  ];
  return [...new Set(found)].toSorted();
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
