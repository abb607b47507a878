import { describe, expect, it } from '@jest/globals';
import { anAgreement, anOutage, aWindow, figuresOf } from '../../support/availability.ts';

describe('a case that users of other tools have reported', () => {
  const seconds = (minutes: number): number => Math.round(minutes * 60);

  it.each([
    ['midnight', '2026-11-11 00:00:00', 56_700, '34.005308'],
    ['09:48:36', '2026-11-10 09:48:36', 5_616, '93.463383'],
  ])('L2 a window of 15 agreed minutes on a day, down from 08:06:56 until %s', (_, to, unplanned, availability) => {
    const figures = figuresOf({
      from: '2026-11-10 00:00',
      to: '2026-11-11 00:00',
      windows: [aWindow('2026-11-10 08:00', '2026-11-10 08:15')],
      outages: [anOutage('2026-11-10 08:06:56', to)],
    });

    expect(seconds(figures.usedMinutes)).toBe(484);
    expect(seconds(figures.outageMinutes)).toBe(unplanned);
    expect(figures.availability).toBe(availability);
  });

  it('L2 the service time of a service that is made half way through the month begins with its agreement', () => {
    const figures = figuresOf({
      from: '2026-11-01 00:00',
      to: '2026-12-01 00:00',
      agreements: [anAgreement({ validFrom: '2026-11-16' })],
      outages: [anOutage('2026-11-10 10:00', '2026-11-10 12:00')],
    });

    expect(figures).toMatchObject({ serviceMinutes: 15 * 1_440, outageMinutes: 0, outsideHours: 120 });
    expect(figures.intervals).toMatchObject([{ kind: 'outside-hours', reason: 'no-agreement' }]);
  });
});

it('L3 an outage before the first agreement and after the last day of one says that nothing was agreed, and one outside the service hours says so', () => {
  const serviceHours = [{ days: ['tu' as const], from: '10:00', to: '11:00' }];
  const agreements = [
    anAgreement({ validFrom: '2026-11-10', validTo: '2026-11-10', serviceHours }),
    anAgreement({ validFrom: '2026-11-12', serviceHours, version: 2 }),
  ];
  const down = [anOutage('2026-11-09 23:00', '2026-11-12 01:00')];
  const { intervals } = figuresOf({ from: '2026-11-09 00:00', to: '2026-11-13 00:00', agreements, outages: down });

  expect(intervals.map(({ reason, from: begin, to: end }) => `${begin}-${end} ${reason}`)).toEqual([
    '11-09T23:00-11-10T00:00 no-agreement',
    '11-10T00:00-11-10T10:00 outside-service-hours',
    '11-10T10:00-11-10T11:00 no-window',
    '11-10T11:00-11-11T00:00 outside-service-hours',
    '11-11T00:00-11-12T00:00 no-agreement',
    '11-12T00:00-11-12T01:00 outside-service-hours',
  ]);
});

it('L2 a failed outcome ends the agreed minutes of its window', () => {
  const figures = figuresOf({
    from: '2026-11-01 00:00',
    to: '2026-12-01 00:00',
    windows: [aWindow('2026-11-10 22:00', '2026-11-11 02:00', { endedAt: Date.parse('2026-11-10T22:40:00Z'), isFailed: true })],
    outages: [anOutage('2026-11-10 22:00', '2026-11-11 01:00')],
  });

  expect(figures).toMatchObject({ usedMinutes: 40, unplanned: 140 });
  expect(figures.intervals.map(({ reason }) => reason)).toEqual(['agreed-downtime', 'after-failure']);
});
