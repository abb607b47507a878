import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import type { Records } from '../../shared/data/records.ts';
import { reservationRepository } from '../../shared/data/reservation/reservation-repository.ts';
import type { ReservationRepository } from '../../shared/domain/change/change-repository.ts';
import { monthOf, monthsOf, type Reservation } from '../../shared/domain/reservation/reservation.ts';
import { recordsKinds } from '../support/dynamo-table.ts';

/** `09-03` is the third of September, `09-03T04` four in the morning. */
const time = (short: string): string => `2026-${short.includes('T') ? short : `${short}T00`}:00:00.000Z`;

const aReservation = (from: string, to: string, said: Partial<Reservation> = {}): Reservation => ({
  ...{ month: monthOf(time(from)), shard: 0, start: time(from), end: time(to), window: uuidv7(), change: uuidv7() },
  ...{ number: `${from} to ${to}`, revision: 1, items: [uuidv7()], suppress: true, version: 1 },
  ...said,
});

describe.each(recordsKinds)('the reservations of changes on %s', (_, open) => {
  let records: Records;
  let reservations: ReservationRepository;
  beforeAll(async () => {
    records = await open();
    reservations = reservationRepository(records);
  });
  const written = async (...wanted: readonly Reservation[]) => {
    await records.writeOnce(wanted.map(reservations.save));
    return wanted;
  };
  const numbers = async (month: string, from: string, to: string) =>
    (await reservations.overlapping(month, time(from), time(to))).map(({ number }) => number);
  /** As scheduling looks: in every month that may hold one. */
  const wanted = async (from: string, to: string) =>
    (await Promise.all(monthsOf(time(from), time(to)).map((month) => numbers(month, from, to)))).flat();

  it('T8 reservations overlap a time when they begin before its end and end after its beginning', async () => {
    await written(aReservation('03-10T02', '03-10T04'), aReservation('03-10T04', '03-10T06'), aReservation('03-10T06', '03-10T08'));

    expect(await numbers('2026-03', '03-10T04', '03-10T06')).toEqual(['03-10T04 to 03-10T06']);
    expect(await numbers('2026-03', '03-10T03', '03-10T07')).toHaveLength(3);
    expect(await numbers('2026-03', '03-10T00', '03-10T02')).toEqual([]);
    expect(await numbers('2026-03', '03-10T08', '03-10T09')).toEqual([]);
  });

  it('T8 a window of fourteen days that began in the month before is found, at its last hour and not after', async () => {
    await written(aReservation('04-25', '05-09'));

    expect(await wanted('05-08T23', '05-09T01')).toEqual(['04-25 to 05-09']);
    expect(await wanted('05-09', '05-09T01')).toEqual([]);
    expect(await wanted('04-24', '04-25T01')).toEqual(['04-25 to 05-09']);
  });

  it('T8 a window into the next month finds those that begin there', async () => {
    await written(aReservation('07-02', '07-03'), aReservation('06-29', '06-30'));

    expect(await wanted('06-28', '07-04')).toEqual(['06-29 to 06-30', '07-02 to 07-03']);
  });

  it('T8 reservations are read as they were written, every revision and every window of one start', async () => {
    const first = aReservation('08-10', '08-11', { items: [uuidv7(), uuidv7()], suppress: false });
    const [second, other] = [{ ...first, revision: 2, end: time('08-12') }, aReservation('08-10', '08-11')];
    await written(first, second, other);
    await written(first, second, other);

    const found = await reservations.overlapping('2026-08', time('08-10'), time('08-11'));

    expect(found).toHaveLength(3);
    expect(found).toEqual(expect.arrayContaining([first, second, other]));
  });

  it('T8 months have a version each, the first before anybody looked; the version is no reservation', async () => {
    const months = monthsOf(time('10-05'), time('10-06'));
    expect(await reservations.versions(months)).toEqual(['2026-09', '2026-10'].map((month) => ({ month, shard: 0, version: 0 })));

    await records.commit([reservations.saveVersion({ month: '2026-10', shard: 0, version: 1 })]);
    await records.commit([reservations.saveVersion({ month: '2026-10', shard: 0, version: 2 })]);

    expect((await reservations.versions(months)).map(({ version }) => version)).toEqual([0, 2]);
    expect(await numbers('2026-10', '10-01', '10-31')).toEqual([]);
  });

  it('T8 of two schedulings that looked at one month, one has to look again', async () => {
    const read = await reservations.versions(['2026-11', '2026-12']);
    const [november, december] = read.map((one) => reservations.saveVersion({ ...one, version: one.version + 1 }));
    if (!november || !december) throw new Error('a version each');

    const tries = await Promise.allSettled([records.commit([november, december]), records.commit([december])]);

    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await reservations.versions(['2026-12']))[0]?.version).toBe(1);
    await expect(records.commit([november, december])).rejects.toBeStaleWrite();
  });
});
