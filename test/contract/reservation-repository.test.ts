import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import type { Records } from '../../shared/data/records.ts';
import { reservationRepository } from '../../shared/data/reservation/reservation-repository.ts';
import type { ReservationRepository } from '../../shared/domain/change/change-repository.ts';
import { monthOf, monthsOf, type Reservation } from '../../shared/domain/reservation/reservation.ts';
import { recordsKinds } from '../support/dynamo-table.ts';

/** `09-03` is 3 September at 00:00, `09-03T04` the same day at 04:00. */
const time = (short: string): string => `2026-${short.includes('T') ? short : `${short}T00`}:00:00.000Z`;

const aReservation = (from: string, to: string, overrides: Partial<Reservation> = {}): Reservation => ({
  ...{ month: monthOf(time(from)), shard: 0, start: time(from), end: time(to), window: uuidv7(), change: uuidv7() },
  ...{ number: `${from} to ${to}`, revision: 1, items: [uuidv7()], suppress: true, version: 1 },
  ...overrides,
});

describe.each(recordsKinds)('the reservations of changes on %s', (_, open) => {
  let records: Records;
  let reservations: ReservationRepository;
  beforeAll(async () => {
    records = await open();
    reservations = reservationRepository(records);
  });
  const write = async (...all: readonly Reservation[]) => {
    await records.writeOnce(all.map(reservations.save));
    return all;
  };
  const numbers = async (month: string, from: string, to: string) =>
    (await reservations.overlapping(month, time(from), time(to))).map(({ number }) => number);
  /** Looks as scheduling does, in every month that may have an overlapping reservation. */
  const overlapping = async (from: string, to: string) =>
    (await Promise.all(monthsOf(time(from), time(to)).map((month) => numbers(month, from, to)))).flat();

  it('T8 a reservation overlaps a time if it begins before the end and ends after the beginning', async () => {
    await write(aReservation('03-10T02', '03-10T04'), aReservation('03-10T04', '03-10T06'), aReservation('03-10T06', '03-10T08'));

    expect(await numbers('2026-03', '03-10T04', '03-10T06')).toEqual(['03-10T04 to 03-10T06']);
    expect(await numbers('2026-03', '03-10T03', '03-10T07')).toHaveLength(3);
    expect(await numbers('2026-03', '03-10T00', '03-10T02')).toEqual([]);
    expect(await numbers('2026-03', '03-10T08', '03-10T09')).toEqual([]);
  });

  it('T8 a reservation of fourteen days that began in the month before is found up to its last hour', async () => {
    await write(aReservation('04-25', '05-09'));

    expect(await overlapping('05-08T23', '05-09T01')).toEqual(['04-25 to 05-09']);
    expect(await overlapping('05-09', '05-09T01')).toEqual([]);
    expect(await overlapping('04-24', '04-25T01')).toEqual(['04-25 to 05-09']);
  });

  it('T8 a window that ends in the next month finds the reservations that begin there', async () => {
    await write(aReservation('07-02', '07-03'), aReservation('06-29', '06-30'));

    expect(await overlapping('06-28', '07-04')).toEqual(['06-29 to 06-30', '07-02 to 07-03']);
  });

  it('T8 reservations with the same start are stored apart by window and revision', async () => {
    const first = aReservation('08-10', '08-11', { items: [uuidv7(), uuidv7()], suppress: false });
    const [second, other] = [{ ...first, revision: 2, end: time('08-12') }, aReservation('08-10', '08-11')];
    await write(first, second, other);
    await write(first, second, other);

    const found = await reservations.overlapping('2026-08', time('08-10'), time('08-11'));

    expect(found).toHaveLength(3);
    expect(found).toEqual(expect.arrayContaining([first, second, other]));
  });

  it('T8 each month has a version, which begins at 0 and is not listed as a reservation', async () => {
    const months = monthsOf(time('10-05'), time('10-06'));
    expect(await reservations.versions(months)).toEqual(['2026-09', '2026-10'].map((month) => ({ month, shard: 0, version: 0 })));

    await records.commit([reservations.saveVersion({ month: '2026-10', shard: 0, version: 1 })]);
    await records.commit([reservations.saveVersion({ month: '2026-10', shard: 0, version: 2 })]);

    expect((await reservations.versions(months)).map(({ version }) => version)).toEqual([0, 2]);
    expect(await numbers('2026-10', '10-01', '10-31')).toEqual([]);
  });

  it('T8 of two changes that are scheduled on the same version of a month, one is refused', async () => {
    const read = await reservations.versions(['2026-11', '2026-12']);
    const [november, december] = read.map((one) => reservations.saveVersion({ ...one, version: one.version + 1 }));
    if (!november || !december) throw new Error('expected two writes');

    const tries = await Promise.allSettled([records.commit([november, december]), records.commit([december])]);

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await reservations.versions(['2026-12']))[0]?.version).toBe(1);
    await expect(records.commit([november, december])).rejects.toBeStaleWrite();
  });
});
