import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { baseShardOf } from '../../shared/data/define-row.ts';
import type { Records } from '../../shared/data/records.ts';
import { reservationRepository } from '../../shared/data/reservation/reservation-repository.ts';
import { reservationRow } from '../../shared/data/reservation/reservation-rows.ts';
import { reservationShards } from '../../shared/data/table.ts';
import type { ReservationRepository } from '../../shared/domain/change/change-repository.ts';
import type { Reservation } from '../../shared/domain/reservation/reservation.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { aReservation } from '../support/reservations.ts';

/** `09-03` is 3 September at 00:00, `09-03T04` the same day at 04:00. */
const time = (short: string): string => `2026-${short.includes('T') ? short : `${short}T00`}:00:00.000Z`;

const shardOf = (id: string): number => baseShardOf(id, reservationShards);

/** An id that falls into a shard. */
const idIn = (shard: number): string => {
  for (;;) {
    const id = uuidv7();
    if (shardOf(id) === shard) return id;
  }
};

describe.each(recordsKinds)('the reservations of changes on %s', (_, open) => {
  let records: Records;
  let reservations: ReservationRepository;
  beforeAll(async () => {
    records = await open();
    reservations = reservationRepository(records);
  });
  /** Reserves a time for CIs. The number says the time. */
  const reserve = async (from: string, to: string, items: readonly string[], fields: Partial<Reservation> = {}) => {
    const ids = { window: uuidv7(), change: uuidv7(), number: `${from} to ${to}` };
    const made = aReservation({ start: time(from), end: time(to), ...ids, items, ...fields });
    await records.writeOnce(reservations.save(made));
    return made;
  };
  const numbers = async (ids: readonly string[], from: string, to: string) =>
    (await reservations.overlapping(ids, time(from), time(to))).map(({ number }) => number).toSorted();

  it('T8 a reservation overlaps a time if it begins before the end and ends after the beginning', async () => {
    const ci = uuidv7();
    for (const hours of [2, 4, 6]) await reserve(`03-10T0${hours}`, `03-10T0${hours + 2}`, [ci]);

    expect(await numbers([ci], '03-10T04', '03-10T06')).toEqual(['03-10T04 to 03-10T06']);
    expect(await numbers([ci], '03-10T03', '03-10T07')).toHaveLength(3);
    expect(await numbers([ci], '03-10T00', '03-10T02')).toEqual([]);
    expect(await numbers([ci], '03-10T08', '03-10T09')).toEqual([]);
  });

  it('T8 a reservation of fourteen days that began in the month before is found up to its last hour', async () => {
    const ci = uuidv7();
    await reserve('04-25', '05-09', [ci]);

    expect(await numbers([ci], '05-08T23', '05-09T01')).toEqual(['04-25 to 05-09']);
    expect(await numbers([ci], '05-09', '05-09T01')).toEqual([]);
    expect(await numbers([ci], '04-24', '04-25T01')).toEqual(['04-25 to 05-09']);
  });

  it('T8 a window that ends in the next month finds the reservations that begin there', async () => {
    const ci = uuidv7();
    await reserve('07-02', '07-03', [ci]);
    await reserve('06-29', '06-30', [ci]);

    expect(await numbers([ci], '06-28', '07-04')).toEqual(['06-29 to 06-30', '07-02 to 07-03']);
  });

  it('T8 reservations with the same start are stored apart by window and revision, and writing them twice changes nothing', async () => {
    const ci = idIn(1);
    const first = await reserve('08-10', '08-11', [ci], { suppress: false, implementer: uuidv7() });
    const second = { ...first, revision: 2, end: time('08-12') };
    const other = await reserve('08-10', '08-11', [ci]);
    for (const again of [first, second, other]) await records.writeOnce(reservations.save(again));

    const found = await reservations.overlapping([ci], time('08-10'), time('08-11'));

    expect(found).toHaveLength(3);
    expect(found).toEqual(expect.arrayContaining([first, second, other]));
  });

  it('T8 a reservation is found by each of its CIs, the members of its groups, its neighbours and its implementer, and by nothing else', async () => {
    const [item, affected, side, near, implementer, foreign] = [3, 4, 5, 6, 7, 8].map(idIn) as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    const stake = { of: uuidv7(), group: 'db', needed: 1, members: [item, side], taken: [item] };
    const made = await reserve('09-10', '09-11', [item], { affected: [affected], groups: [stake], near: [near], implementer });
    const found = (...ids: readonly string[]) => reservations.overlapping(ids, time('09-10'), time('09-11'));

    for (const id of [item, affected, side, near, implementer]) expect(await numbers([id], '09-10', '09-11')).toEqual([made.number]);
    expect(await found(foreign)).toEqual([]);
    expect(await found(side)).toEqual([{ ...made, items: [], affected: [], near: [] }]);
    expect(await found(item, affected, near)).toEqual([made]);
  });

  it('T8 a reservation of 10,000 CIs has one row for each of the 32 shards, and is read by at most 64 queries', async () => {
    const items = Array.from({ length: 10_000 }, () => uuidv7());
    const made = aReservation({ start: time('02-10'), end: time('02-11'), window: uuidv7(), change: uuidv7(), items });
    const writes = reservations.save(made);
    expect(writes).toHaveLength(32);
    await records.writeOnce(writes);
    let queries = 0;
    const counted = reservationRepository({
      ...records,
      query: (query) => {
        queries += 1;
        return records.query(query);
      },
    });

    const [found] = await counted.overlapping(items, time('02-10'), time('02-11'));

    expect(queries).toBe(64);
    expect(found?.items.toSorted()).toEqual(items.toSorted());
    expect(await counted.versions(items, time('02-10'), time('02-11'))).toHaveLength(64);
  });

  it('T8 a reservation that was made while a month had one shard is found by its CIs, wherever these fall', async () => {
    const ci = idIn(31);
    const fields = { month: '2026-12', shard: 0, start: time('12-01'), end: time('12-02'), window: uuidv7(), change: uuidv7() };
    const former = { ...fields, number: 'CHG-000001', revision: 1, items: [ci], suppress: true, version: 1 as const };
    await records.writeOnce([reservationRow.save(former)]);

    expect(await reservations.overlapping([ci], time('12-01'), time('12-02'))).toEqual([
      { ...aReservation({ ...fields, items: [ci] }), number: 'CHG-000001', month: undefined, shard: undefined },
    ]);
  });

  it('T8 each shard of a month has a version, which begins at 0 and is not listed as a reservation', async () => {
    const ids = [idIn(3), idIn(9)];
    const versions = () => reservations.versions(ids, time('10-05'), time('10-06'));
    const zero = ['2026-09', '2026-10'].flatMap((month) => [3, 9].map((shard) => ({ month, shard, version: 0 })));
    expect(await versions()).toEqual(zero);

    for (const version of [1, 2]) await records.commit([reservations.saveVersion({ month: '2026-10', shard: 3, version })]);

    expect((await versions()).map(({ version }) => version)).toEqual([0, 0, 2, 0]);
    expect(await numbers(ids, '10-01', '10-31')).toEqual([]);
  });

  it('T8 of two changes that are scheduled on the same version of a shard, one is refused, and those of other shards are not', async () => {
    const [mine, other] = [idIn(3), idIn(9)];
    const raised = async (ids: readonly string[]) =>
      (await reservations.versions(ids, time('11-20'), time('11-21'))).map((one) =>
        reservations.saveVersion({ ...one, version: one.version + 1 }),
      );
    const [first, second, apart] = [await raised([mine, other]), await raised([mine]), await raised([idIn(12)])];

    const tries = await Promise.allSettled([records.commit(first), records.commit(second), records.commit(apart)]);

    expect(tries.slice(0, 2).filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(tries[2]?.status).toBe('fulfilled');
    await expect(records.commit(first)).rejects.toBeStaleWrite();
  });
});
