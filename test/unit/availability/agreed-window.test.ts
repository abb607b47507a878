import { describe, expect, it } from '@jest/globals';
import { agreedWindow, type ListedWindow, noticeOf } from '../../../shared/domain/availability/agreed-window.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { day, hour } from '../../../shared/domain/clock.ts';
import type { Window } from '../../../shared/domain/window/window.ts';
import { time } from '../../support/availability.ts';

const [start, end] = ['2026-11-10T22:00:00.000Z', '2026-11-11T02:00:00.000Z'];
const approved = '2026-11-01T00:00:00.000Z';

interface Parts {
  readonly window?: Partial<Window>;
  readonly change?: Partial<Change>;
  readonly rows?: ListedWindow['rows'];
  readonly notice?: number;
}

/** A planned window from 22:00 to 02:00 that was approved on the first of the month, with all of it agreed. */
const listed = ({ window = {}, change = {}, rows = [{ revision: 1, end, digest: 'd' }], notice = 0 }: Parts = {}) => {
  const inForce = [{ revision: 1, from: approved, to: end }];
  const agreed = {
    id: 'w',
    change: 'c',
    mode: 'planned',
    digest: 'd',
    start,
    end,
    inForce,
    onHold: [],
    agreedAt: approved,
    scheduledAt: approved,
  };
  const planned = { type: 'normal', notStarted: false, outcomes: [], window: { start, end } };
  return agreedWindow({ window: { ...agreed, ...window } as Window, change: { ...planned, ...change } as Change, rows, notice });
};
const outcomes = (outcome: string) => [{ item: 'i', outcome }] as unknown as Change['outcomes'];

describe('the agreed time of a window', () => {
  it('L2 is all of a planned window, unless a length was agreed', () => {
    const whole = { id: 'w', change: 'c', from: time('2026-11-10 22:00'), to: time('2026-11-11 02:00'), length: 4 * hour };
    expect(listed()).toMatchObject({ ...whole, endedAt: whole.to, isFailed: false, refusal: undefined });
    expect(listed({ change: { window: { start, end, agreedDowntime: 'PT30M' } as Change['window'] } })).toMatchObject({ length: hour / 2 });
    expect(listed({ change: { window: { start, end, agreedDowntime: 'PT9H' } as Change['window'] } })).toMatchObject({ length: 4 * hour });
  });

  it('L2 of a window that waits for its implementer begins when the work was started', () => {
    const begun = { mode: 'start-confirmed' as const, startedAt: '2026-11-10T23:00:00.000Z' };
    expect(listed({ window: begun })).toMatchObject({ from: time('2026-11-10 23:00'), length: 3 * hour, refusal: undefined });
    expect(listed({ window: { ...begun, mode: 'planned' } })).toMatchObject({ from: time('2026-11-10 22:00') });
  });

  it.each([
    ['was never scheduled', { window: { scheduledAt: undefined } }],
    ['was withdrawn before it began', { window: { withdrawnAt: '2026-11-09T00:00:00.000Z' } }],
    ['was withdrawn as it began', { window: { withdrawnAt: start } }],
    ['was listed with another scope only', { rows: [{ revision: 1, end, digest: 'other' }] }],
    ['was not listed', { rows: [] }],
  ] satisfies (readonly [string, Parts])[])('L2 there is none if the window %s', (_, parts) => {
    expect(listed(parts)).toBeUndefined();
  });

  it('L2 a window that was withdrawn after its work was started counts until then', () => {
    const withdrawnAt = '2026-11-10T23:30:00.000Z';
    const started = { startedAt: '2026-11-10T22:05:00.000Z', withdrawnAt };
    expect(listed({ window: started })).toMatchObject({ endedAt: time('2026-11-10 23:30'), refusal: undefined });
  });

  it.each([
    ['an emergency', { change: { type: 'emergency' } }, 'emergency'],
    ['work that was not started', { change: { notStarted: true } }, 'not-started'],
    ['work that was not started when its window was withdrawn', { window: { withdrawnAt: '2026-11-10T23:30:00.000Z' } }, 'not-started'],
    ['work that nobody confirmed', { window: { mode: 'start-confirmed' } }, 'not-started'],
    ['a notice that was too short', { notice: 10 * day }, 'short-notice'],
    ['a notice that was long enough', { notice: 9 * day + 22 * hour }, undefined],
    ['a window without a vote that was to be approved before', { window: { agreedAt: undefined }, notice: 1 }, 'short-notice'],
    ['a window without a vote and without a notice', { window: { agreedAt: undefined } }, undefined],
  ] satisfies (readonly [string, Parts, string | undefined])[])('L2 says why it agrees nothing, if it does: %s', (_, parts, refusal) => {
    expect(listed(parts)?.refusal).toBe(refusal);
  });

  it('L2 ends with the work, when it was finished, or with the window, whichever is first', () => {
    const [actualEnd, finishedAt, endedAt] = ['2026-11-10T23:00:00.000Z', '2026-11-10T23:10:00.000Z', '2026-11-10T23:20:00.000Z'];
    expect(listed({ change: { actualEnd, finishedAt }, window: { endedAt } })).toMatchObject({ endedAt: time('2026-11-10 23:00') });
    expect(listed({ change: { finishedAt }, window: { endedAt } })).toMatchObject({ endedAt: time('2026-11-10 23:10') });
    expect(listed({ window: { endedAt } })).toMatchObject({ endedAt: time('2026-11-10 23:20') });
    expect(listed({ change: { finishedAt, outcomes: outcomes('failed') } })).toMatchObject({ isFailed: true });
    expect(listed({ change: { finishedAt, outcomes: outcomes('successful') } })).toMatchObject({ isFailed: false });
  });
});

it('L2 a window is on hold in the times of its holds, the last one up to its end while the change is not resumed', () => {
  const onHold = [{ from: '2026-11-10T21:00:00.000Z', to: '2026-11-10T22:30:00.000Z' }, { from: '2026-11-11T01:00:00.000Z' }];
  expect(listed({ window: { onHold } })).toMatchObject({
    from: time('2026-11-10 22:00'),
    onHold: [
      { from: time('2026-11-10 21:00'), to: time('2026-11-10 22:30') },
      { from: time('2026-11-11 01:00'), to: time('2026-11-11 02:00') },
    ],
  });
});

describe('an extension', () => {
  const later = '2026-11-11T04:00:00.000Z';
  const extended = (agreedAt: string, notice: number) => {
    const inForce = [
      { revision: 1, from: approved, to: end },
      { revision: 2, from: agreedAt, to: later },
    ];
    const rows = [
      { revision: 2, end: later, digest: 'd' },
      { revision: 1, end, digest: 'd' },
    ];
    return listed({ window: { inForce, end: later }, rows, notice });
  };

  it('L2 moves the end if it was approved with the notice before the end that it moves', () => {
    expect(extended('2026-11-11T01:00:00.000Z', hour)).toMatchObject({ to: time('2026-11-11 04:00'), length: 6 * hour });
    expect(extended('2026-11-11T01:30:00.000Z', hour)).toMatchObject({ to: time('2026-11-11 02:00'), length: 4 * hour });
  });

  it('L2 that never came into force moves nothing', () => {
    const rows = [
      { revision: 1, end, digest: 'd' },
      { revision: 2, end: later, digest: 'd' },
    ];
    expect(listed({ rows })).toMatchObject({ to: time('2026-11-11 02:00') });
  });
});

it('L1 the notice of an agreement is a duration, and none without one', () => {
  expect([noticeOf({ minimumNotice: 'P2D' }), noticeOf({}), noticeOf(undefined)]).toEqual([2 * day, 0, 0]);
});
