import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import type { Records } from '../../shared/data/records.ts';
import { windowRepository } from '../../shared/data/window/window-repository.ts';
import { everything } from '../../shared/domain/window/mask.ts';
import type { Window } from '../../shared/domain/window/window.ts';
import type { WindowRepository } from '../../shared/domain/window/window-repository.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { allPages } from '../support/paging.ts';
import { aScopeEntry, aWindow } from '../support/windows.ts';

/** `03` is 3 December at 00:00, `03T04` the same day at 04:00. */
const time = (short: string): string => `2026-12-${short.includes('T') ? short : `${short}T00`}:00:00.000Z`;
const aWindowFrom = (from: string, to: string, overrides: Partial<Window> = {}): Window =>
  aWindow({ start: time(from), end: time(to), number: `${from} to ${to}`, ...overrides });
const numbersOf = (windows: readonly Window[]) => windows.map(({ number }) => number);

describe.each(recordsKinds)('the repository of windows on %s', (_, open) => {
  let records: Records;
  let windows: WindowRepository;
  beforeAll(async () => {
    records = await open();
    windows = windowRepository(records);
  });
  /** Writes the scope rows of a new CI in these windows. `matter` reads the windows that may be relevant for a time. */
  const anItemIn = async (...all: readonly Window[]) => {
    const item = uuidv7();
    await records.writeOnce(all.map((window) => windows.saveEntry(aScopeEntry(window, { item }))));
    const numberOf = new Map(all.map(({ id, number }) => [id, number]));
    const matter = async (from: string, to: string, options?: { readonly plan: boolean }) =>
      (await windows.entriesOf(item, time(from), time(to), options)).map(({ window }) => numberOf.get(window));
    return { item, matter };
  };

  it('T6 a window is read as it was saved, with a mask of fifty named CIs, and an unknown one is missing', async () => {
    const named = Array.from({ length: 50 }, () => uuidv7());
    const window = aWindowFrom('01', '02', {
      named,
      inForce: [{ revision: 1, from: time('01'), to: time('02') }],
      onHold: [{ from: time('01T02') }],
      lifts: [{ mask: everything(50), at: time('01T05'), by: 'system' }],
    });
    await records.commit([windows.save(window)]);

    expect(await windows.get(window.id)).toEqual(window);
    expect(await windows.find(uuidv7())).toBeUndefined();
    await expect(windows.get(uuidv7())).rejects.toBeDomainError('window/not-found');
  });

  it('S8 the window that ended first is known until its alerts are decided, if it was in force', async () => {
    const table = await open();
    const { save, firstUnsettledEnd } = windowRepository(table);
    const inForce = (from: string, to: string, fields: Partial<Window> = {}) =>
      aWindowFrom(from, to, { inForce: [{ revision: 1, from: time(from), to: time(to) }], ...fields });
    const [first, second] = [inForce('02', '08', { endedAt: time('07') }), inForce('01', '09')];
    const others = [inForce('01', '03', { suppress: false }), inForce('01', '04', { settled: true }), aWindowFrom('01', '05')];
    await table.commit(others.map(save));
    expect(await firstUnsettledEnd()).toBeUndefined();

    await table.commit([first, second].map(save));
    expect(await firstUnsettledEnd()).toBe(time('07'));
    await table.commit([save({ ...first, version: 2, settled: true })]);
    expect(await firstUnsettledEnd()).toBe(time('09'));
  });

  it('T2 a window is changed only on the version that was read', async () => {
    const window = aWindowFrom('01', '02');
    await records.commit([windows.save(window)]);
    await records.commit([windows.save({ ...window, version: 2, endedAt: time('01T05') })]);

    const late = records.commit([windows.save({ ...window, version: 2, withdrawnAt: time('01T04') })]);

    await expect(late).rejects.toBeStaleWrite();
    expect(await windows.get(window.id)).toMatchObject({ endedAt: time('01T05') });
  });

  it('T6 more than a hundred windows are read at once, each once, without the unknown ids', async () => {
    const many = Array.from({ length: 110 }, () => aWindowFrom('01', '02'));
    for (let at = 0; at < many.length; at += 55) await records.commit(many.slice(at, at + 55).map(windows.save));
    const ids = many.map(({ id }) => id);

    const found = await windows.findMany([...ids, uuidv7(), ...ids.slice(0, 3)]);

    expect(found.map(({ id }) => id).toSorted()).toEqual(ids);
  });

  it('T6 a window may be relevant for a range if it begins up to the end and its latest end is after the beginning', async () => {
    const { matter } = await anItemIn(aWindowFrom('10', '11'), aWindowFrom('12', '13'), aWindowFrom('14', '15'));

    expect(await matter('10T01', '10T02')).toEqual(['10 to 11']);
    expect(await matter('11', '12')).toEqual(['12 to 13']);
    expect(await matter('11', '11T23')).toEqual([]);
    expect(await matter('10T23', '14')).toEqual(['10 to 11', '12 to 13', '14 to 15']);
    expect(await matter('13', '14')).toEqual(['14 to 15']);
  });

  it('T6 a window of fourteen days is found up to its last hour', async () => {
    const { matter } = await anItemIn(aWindowFrom('01', '15'), aWindowFrom('01', '01T01'));

    expect(await matter('14T23', '15')).toEqual(['01 to 15']);
    expect(await matter('15', '16')).toEqual([]);
  });

  it('T6 an extension has its own row, and each row is found up to its own latest end', async () => {
    const first = aWindowFrom('10', '11');
    const { item, matter } = await anItemIn(first, { ...first, revision: 2, end: time('12') });

    expect(await matter('10T05', '10T06')).toHaveLength(2);
    expect((await windows.entriesOf(item, time('11T05'), time('11T06'))).map(({ revision }) => revision)).toEqual([2]);
  });

  it('W2 a window that suppresses nothing is found only in a query for plans', async () => {
    const { matter } = await anItemIn(
      aWindowFrom('10', '12'),
      aWindowFrom('11', '12', { suppress: false }),
      aWindowFrom('09', '10', { suppress: false }),
    );

    expect(await matter('11', '12')).toEqual(['10 to 12']);
    expect(await matter('11', '12', { plan: true })).toEqual(['10 to 12', '11 to 12']);
    expect(await matter('09T05', '09T06', { plan: true })).toEqual(['09 to 10']);
  });

  it('T6 scope rows are stored by CI, and a repeated write does no harm', async () => {
    const window = aWindowFrom('10', '11');
    const [one, other] = [aScopeEntry(window, { mask: everything(50) }), aScopeEntry(window, { item: uuidv7() })];
    for (const _time of [1, 2]) await records.writeOnce([one, other].map(windows.saveEntry));

    expect(await windows.entriesOf(one.item, time('10'), time('11'))).toEqual([one]);
    expect(await windows.entriesOf(other.item, time('10'), time('11'))).toEqual([other]);
  });
});

describe.each(recordsKinds)('the list of windows on %s', (_, open) => {
  const all = [
    aWindowFrom('01', '15'),
    aWindowFrom('03', '05'),
    aWindowFrom('05', '07'),
    aWindowFrom('05', '06'),
    aWindowFrom('06', '09'),
    aWindowFrom('09', '10'),
  ];
  let records: Records;
  let windows: WindowRepository;
  beforeAll(async () => {
    records = await open();
    windows = windowRepository(records);
    await records.commit(all.toReversed().map(windows.save));
  });
  const listed = async (from: string, to: string, limit = 2) =>
    (await allPages((after) => windows.page({ from: time(from), to: time(to), limit, ...after }))).flatMap(numbersOf);

  it('I4 windows that overlap a time are listed by start, each once across pages', async () => {
    expect(await listed('05', '09')).toEqual(['01 to 15', '05 to 06', '05 to 07', '06 to 09']);
    expect(await listed('05', '09', 1)).toEqual(await listed('05', '09', 9));
    expect(await listed('06', '06T01')).toEqual(['01 to 15', '05 to 07', '06 to 09']);
  });

  it('W1 a window includes its start and excludes its end', async () => {
    expect(await listed('14T23', '15')).toEqual(['01 to 15']);
    expect(await listed('15', '31')).toEqual([]);
    expect(await listed('01T00', '01T01')).toEqual(['01 to 15']);
    expect(await windows.page({ from: '2026-11-01T00:00:00.000Z', to: time('01'), limit: 9 })).toEqual({ items: [] });
  });

  it('T4 a list can be filtered, and a window whose time changed is listed at its new place', async () => {
    const [, moving] = all as [Window, Window];
    await records.commit([windows.save({ ...moving, version: 2, start: time('20'), end: time('21') })]);

    expect(await listed('03', '04')).toEqual(['01 to 15']);
    const page = await windows.page({ from: time('05'), to: time('22'), limit: 9 }, ({ number }) => number !== '06 to 09');
    expect(numbersOf(page.items)).toEqual(['01 to 15', '05 to 06', '05 to 07', '09 to 10', '03 to 05']);
  });
});
