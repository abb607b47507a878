import { describe, expect, it } from '@jest/globals';
import { outagePieces } from '../../../shared/domain/availability/outage-pieces.ts';
import { hour, minute } from '../../../shared/domain/clock.ts';
import { anAgreement, anOutage, aWindow, figuresOf } from '../../support/availability.ts';

const november = { from: '2026-11-01', to: '2026-12-01' };
const day = '2026-11-10';
const typed = { isMeasured: false } as const;
const degraded = { state: 'degraded' } as const;

/** Which outage counts when, by the clock. */
const piecesOf = (...outages: readonly ReturnType<typeof anOutage>[]) =>
  outagePieces(outages).map(({ from, to, outage }) => {
    const [begin, end] = [from, to].map((at) => new Date(at).toISOString().slice(11, 16));
    return `${begin}-${end} ${outage.id}`;
  });
const from = (begin: string, end: string, id: string, fields: object = {}) =>
  anOutage(`${day} ${begin}`, `${day} ${end}`, { id, ...fields });

describe('where outages overlap, one counts', () => {
  it('L2 a measured one before a typed one, in whatever order they are known', () => {
    const [measured, told] = [from('10:00', '11:00', 'm'), from('09:30', '11:30', 't', typed)];
    expect(piecesOf(measured, told)).toEqual(['09:30-10:00 t', '10:00-11:00 m', '11:00-11:30 t']);
    expect(piecesOf(told, measured)).toEqual(['09:30-10:00 t', '10:00-11:00 m', '11:00-11:30 t']);
  });

  it('L2 also if the measured one says degraded and the typed one down', () => {
    expect(piecesOf(from('10:00', '11:00', 'd', degraded), from('10:00', '11:00', 't', typed))).toEqual(['10:00-11:00 d']);
  });

  it('L2 down before degraded, of measured ones and of typed ones', () => {
    expect(piecesOf(from('10:00', '12:00', 'a', degraded), from('11:00', '13:00', 'b'))).toEqual(['10:00-11:00 a', '11:00-13:00 b']);
    expect(piecesOf(from('10:00', '12:00', 'a', { ...typed, ...degraded }), from('11:00', '13:00', 'b', typed))).toEqual([
      '10:00-11:00 a',
      '11:00-13:00 b',
    ]);
  });

  it('L2 of two alike the one that began first, and then that of the lower id', () => {
    expect(piecesOf(from('10:30', '12:00', 'a'), from('10:00', '11:00', 'b'))).toEqual(['10:00-11:00 b', '11:00-12:00 a']);
    expect(piecesOf(from('10:00', '11:00', 'b'), from('10:00', '11:00', 'a'))).toEqual(['10:00-11:00 a']);
    expect(piecesOf(from('10:00', '11:00', 'a'), from('10:00', '11:00', 'b'))).toEqual(['10:00-11:00 a']);
  });

  it('L2 what touches stays apart, what is between is a gap, and what has no length counts nothing', () => {
    expect(piecesOf(from('11:00', '12:00', 'b'), from('10:00', '11:00', 'a'))).toEqual(['10:00-11:00 a', '11:00-12:00 b']);
    expect(piecesOf(from('10:00', '10:00', 'none'), from('10:00', '11:00', 'a'), from('12:00', '13:00', 'b'))).toEqual([
      '10:00-11:00 a',
      '12:00-13:00 b',
    ]);
    expect(piecesOf(from('10:00', '10:00', 'none'))).toEqual([]);
  });

  it('L2 one that began before and goes on after another is one piece around what has no effect', () => {
    expect(piecesOf(from('10:00', '13:00', 'a'), from('11:00', '12:00', 'b', typed))).toEqual(['10:00-13:00 a']);
  });
});

describe('the recovery time', () => {
  const fast = anAgreement({ recoveryTime: 'PT1H' });
  const recoveryOf = (story: Partial<Parameters<typeof figuresOf>[0]>) => figuresOf({ ...november, agreements: [fast], ...story }).recovery;

  it('L1 is met by an outage of exactly that time, and missed by a longer one', () => {
    expect(recoveryOf({ outages: [from('10:00', '11:00', 'a')] })).toEqual({ allowed: hour, worst: hour, isMet: true });
    expect(recoveryOf({ outages: [from('10:00', '11:00', 'a'), from('12:00', '13:01', 'b')] })).toEqual({
      ...{ allowed: hour, worst: hour + minute, isMet: false },
    });
    expect(recoveryOf({ outages: [from('12:00', '13:01', 'b'), from('14:00', '14:10', 'c')] })).toMatchObject({ worst: hour + minute });
  });

  it('L1 counts what is down, inside the period, the service hours and not agreed', () => {
    const hours = [{ days: ['tu' as const], from: '10:00', to: '18:00' }];
    const window = aWindow(`${day} 11:00`, `${day} 12:00`);
    const story = { windows: [window], outages: [from('09:00', '09:30', 'early'), from('11:00', '13:30', 'a')] };
    expect(recoveryOf({ agreements: [{ ...fast, serviceHours: hours }], ...story })).toMatchObject({ worst: 1.5 * hour, isMet: false });
    expect(recoveryOf({ outages: [from('10:00', '15:00', 'a', degraded)] })).toEqual({ allowed: hour, worst: 0, isMet: true });
    expect(recoveryOf({ outages: [anOutage('2026-10-31 20:00', '2026-11-01 00:30')] })).toMatchObject({ worst: hour / 2 });
    expect(recoveryOf({ outages: [anOutage('2026-10-31 20:00', '2026-11-01 00:00'), anOutage('2026-12-01', '2026-12-02')] })).toMatchObject(
      {
        worst: 0,
      },
    );
  });

  it('L1 is that of the version in which the outage began, or of the last one with a recovery time', () => {
    const slow = anAgreement({ version: 2, validFrom: day, recoveryTime: 'PT4H' });
    const of = (...outages: readonly ReturnType<typeof anOutage>[]) => recoveryOf({ agreements: [fast, slow], outages });
    expect(of(anOutage('2026-11-09 23:00', '2026-11-10 01:00'))).toEqual({ allowed: hour, worst: 2 * hour, isMet: false });
    expect(of(anOutage('2026-11-10 00:00', '2026-11-10 02:00'))).toEqual({ allowed: 4 * hour, worst: 2 * hour, isMet: true });
    expect(of()).toEqual({ allowed: 4 * hour, worst: 0, isMet: true });
    const silent = anAgreement({ version: 2, validFrom: day });
    expect(recoveryOf({ agreements: [fast, silent], outages: [from('10:00', '12:00', 'a')] })).toMatchObject({
      allowed: hour,
      isMet: false,
    });
  });

  it('L1 is null if no version in the period has one', () => {
    const later = anAgreement({ version: 2, validFrom: '2026-12-01', recoveryTime: 'PT4H' });
    const former = anAgreement({ recoveryTime: 'PT4H' });
    expect(recoveryOf({ agreements: [anAgreement()], outages: [from('10:00', '12:00', 'a')] })).toBeNull();
    expect(recoveryOf({ agreements: [anAgreement(), later] })).toBeNull();
    expect(recoveryOf({ agreements: [former, anAgreement({ version: 2, validFrom: '2026-11-01' })] })).toBeNull();
  });
});

describe('the intervals say why a time counts', () => {
  const reasonsOf = (story: Partial<Parameters<typeof figuresOf>[0]>) =>
    figuresOf({ ...november, ...story }).intervals.map(({ kind, reason, from: begin, to }) =>
      `${begin.slice(6)}-${to.slice(6)} ${kind}: ${reason}`.replaceAll('0T', ''),
    );
  const window = (fields: object = {}) => aWindow(`${day} 10:00`, `${day} 12:00`, { length: hour, ...fields });
  const outages = [from('09:00', '13:00', 'a')];

  it('L3 before, in and after a window', () => {
    expect(reasonsOf({ windows: [window()], outages: [from('10:30', '13:00', 'a')] })).toEqual([
      '10:30-11:30 agreed: agreed-downtime',
      '11:30-12:00 unplanned: beyond-agreed-length',
      '12:00-13:00 unplanned: no-window',
    ]);
    expect(reasonsOf({ windows: [window()], outages })).toEqual([
      '09:00-10:00 unplanned: no-window',
      '10:00-12:00 unplanned: before-window',
      '12:00-13:00 unplanned: no-window',
    ]);
  });

  it('L3 after the end of the work, or after it failed', () => {
    const at11 = { endedAt: Date.parse(`${day}T11:00:00Z`), length: 2 * hour };
    const down = [from('10:00', '12:30', 'a')];
    expect(reasonsOf({ windows: [window(at11)], outages: down })).toEqual([
      '10:00-11:00 agreed: agreed-downtime',
      '11:00-12:00 unplanned: after-end',
      '12:00-12:30 unplanned: no-window',
    ]);
    expect(reasonsOf({ windows: [window({ ...at11, isFailed: true })], outages: down })[1]).toBe('11:00-12:00 unplanned: after-failure');
  });

  it.each(['emergency', 'short-notice', 'not-started'] as const)('L3 that a window agrees nothing: %s', (refusal) => {
    expect(reasonsOf({ windows: [window({ refusal })], outages: [from('10:00', '12:00', 'a')] })).toEqual([
      `10:00-12:00 unplanned: ${refusal}`,
    ]);
  });

  it('L3 that the service was degraded, or was not to be available', () => {
    const agreements = [anAgreement({ serviceHours: [{ days: ['tu'], from: '10:00', to: '11:00' }] })];
    expect(reasonsOf({ agreements, outages })).toEqual([
      '09:00-10:00 outside-hours: outside-service-hours',
      '10:00-11:00 unplanned: no-window',
      '11:00-13:00 outside-hours: outside-service-hours',
    ]);
    expect(reasonsOf({ outages: [from('09:00', '13:00', 'a', degraded)] })).toEqual(['09:00-13:00 degraded: degraded']);
  });

  it('L3 of each outage apart and in order, and of what is in the period only', () => {
    const two = [from('12:00', '13:00', 'b'), from('11:00', '12:00', 'a')];
    expect(reasonsOf({ outages: two })).toEqual(['11:00-12:00 unplanned: no-window', '12:00-13:00 unplanned: no-window']);
    expect(reasonsOf({ outages: two, to: `${day} 12:00` })).toEqual(['11:00-12:00 unplanned: no-window']);
    expect(reasonsOf({ outages: two, from: `${day} 12:00` })).toEqual(['12:00-13:00 unplanned: no-window']);
  });

  it('L2 windows use their minutes in the order of their start, and then of their ids', () => {
    const [first, second] = [window({ id: 'b' }), aWindow(`${day} 11:00`, `${day} 13:00`, { id: 'a', length: hour })];
    const down = [from('10:30', '13:00', 'x')];
    const expected = [
      ['b', 60],
      ['a', 60],
    ];
    expect(figuresOf({ ...november, windows: [second, first], outages: down }).usedBy).toEqual(expected);
    expect(figuresOf({ ...november, windows: [first, second], outages: down }).usedBy).toEqual(expected);
    const twins = [window({ id: 'b' }), window({ id: 'a', length: hour / 2 })];
    for (const windows of [twins, twins.toReversed()])
      expect(figuresOf({ ...november, windows, outages: [from('10:00', '10:45', 'x')] }).usedBy).toEqual([
        ['a', 30],
        ['b', 15],
      ]);
  });

  it('L2 an outage that began before its window is agreed if all of it so far was agreed, or outside the service hours', () => {
    const next = aWindow(`${day} 12:00`, `${day} 13:00`);
    expect(
      figuresOf({ ...november, windows: [window({ length: 2 * hour }), next], outages: [from('10:00', '13:00', 'x')] }).usedMinutes,
    ).toBe(180);
    expect(figuresOf({ ...november, windows: [window(), next], outages: [from('10:00', '13:00', 'x')] }).usedMinutes).toBe(60);
    const agreements = [anAgreement({ serviceHours: [{ days: ['tu'], from: '11:00', to: '18:00' }] })];
    const story = { agreements, windows: [window({ length: 2 * hour }), next], outages: [from('10:00', '13:00', 'x')] };
    expect(figuresOf({ ...november, ...story }).usedMinutes).toBe(120);
    expect(figuresOf({ ...november, agreements, windows: [next], outages: [from('10:00', '13:00', 'x')] }).usedMinutes).toBe(0);
  });

  it('L2 a window without any agreed length, or beside the outage, uses nothing', () => {
    const down = [from('12:00', '13:00', 'x')];
    expect(figuresOf({ ...november, windows: [window()], outages: down }).usedBy).toEqual([]);
    expect(figuresOf({ ...november, windows: [aWindow(`${day} 13:00`, `${day} 14:00`)], outages: down }).usedBy).toEqual([]);
    expect(figuresOf({ ...november, windows: [aWindow(`${day} 12:00`, `${day} 13:00`, { length: 0 })], outages: down }).usedBy).toEqual([]);
  });
});
