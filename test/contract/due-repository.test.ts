import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { dueRepository } from '../../shared/data/due/due-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import type { Due, DueRepository } from '../../shared/domain/due/due.ts';
import { recordsKinds } from '../support/dynamo-table.ts';

/** A time of the tests' day, such as `02:15`. */
const time = (clock: string): string => `2026-11-24T${clock}`.padEnd(19, ':00').concat('.000Z');
const aDue = (at: string, overrides: Partial<Due> = {}): Due => ({
  ...{ id: uuidv7(), lane: 'minute', at: time(at), duty: 'advance', subject: uuidv7(), version: 1 },
  ...overrides,
});

describe.each(recordsKinds)('the repository of due work on %s', (_, open) => {
  let records: Records;
  let dues: DueRepository;
  beforeAll(async () => {
    records = await open();
    dues = dueRepository(records);
  });
  const saved = async (...all: readonly Due[]) => {
    await records.commit(all.map(dues.save));
    return all;
  };

  it('T9 due work is stored by the hour of its time, earliest first', async () => {
    const [late, soon, first, next] = await saved(aDue('02:59:59'), aDue('02:15'), aDue('02'), aDue('03'));

    expect(await dues.of('minute', '2026-11-24T02', time('04'), 9)).toEqual([first, soon, late]);
    expect(await dues.of('minute', '2026-11-24T03', time('04'), 9)).toEqual([next]);
    expect(await dues.of('minute', '2026-11-24T01', time('04'), 9)).toEqual([]);
  });

  it('T9 work is due at its instant, not before', async () => {
    const [due] = await saved(aDue('05:30'), aDue('05:30:01'));

    expect(await dues.of('minute', '2026-11-24T05', time('05:30'), 9)).toEqual([due]);
    expect(await dues.of('minute', '2026-11-24T05', time('05:29:59'), 9)).toEqual([]);
  });

  it('T9 a batch has the earliest rows of the hour; finished rows make room for the next', async () => {
    const all = await saved(...Array.from({ length: 7 }, (__, at) => aDue(`06:0${at}`)));

    const batch = await dues.of('minute', '2026-11-24T06', time('07'), 3);
    expect(batch).toEqual(all.slice(0, 3));
    await records.commit(batch.map(dues.remove));

    expect(await dues.of('minute', '2026-11-24T06', time('07'), 9)).toEqual(all.slice(3));
  });

  it('T9 several rows may be due at one instant, even several duties of one subject', async () => {
    const subject = uuidv7();
    const all = [aDue('08', { subject }), aDue('08', { subject }), aDue('08', { subject, duty: 'release' }), aDue('08')];
    await saved(...all);

    const found = await dues.of('minute', '2026-11-24T08', time('08'), 9);

    expect(found).toHaveLength(4);
    expect(found).toEqual(expect.arrayContaining(all));
  });

  it('T9 a row can be removed only once', async () => {
    const [due] = (await saved(aDue('09'))) as [Due];
    await records.commit([dues.remove(due)]);

    await expect(records.commit([dues.remove(due)])).rejects.toBeStaleWrite();
  });

  it('T4 deliveries have their own lane', async () => {
    const [delivery, change] = await saved(aDue('10', { lane: 'alerts', duty: 'deliver', subject: `${uuidv7()}#3` }), aDue('10'));

    expect(await dues.of('alerts', '2026-11-24T10', time('11'), 9)).toEqual([delivery]);
    expect(await dues.of('minute', '2026-11-24T10', time('11'), 9)).toEqual([change]);
  });

  it('T9 of two sweeps that read a cursor one moves it, and each lane has its own cursor', async () => {
    expect(await dues.cursor('minute')).toBeUndefined();
    await records.commit([dues.moveCursor('minute', '2026-11-24T02', 0)]);
    expect(await dues.cursor('minute')).toMatchObject({ hour: '2026-11-24T02', version: 1 });
    await expect(records.commit([dues.moveCursor('minute', '2026-11-24T01', 0)])).rejects.toBeStaleWrite();

    await records.commit([dues.moveCursor('minute', '2026-11-24T03', 1)]);
    await expect(records.commit([dues.moveCursor('minute', '2026-11-24T04', 1)])).rejects.toBeStaleWrite();

    expect(await dues.cursor('minute')).toMatchObject({ hour: '2026-11-24T03', version: 2 });
    expect(await dues.cursor('alerts')).toBeUndefined();
  });
});
