import { expect, it } from '@jest/globals';
import { minute } from '../../../shared/domain/clock.ts';
import { anAgreement, anOutage, aWindow, figuresOf } from '../../support/availability.ts';

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

it('L2 one of three CIs in series is down for two hours of 30 days: its outage and those of the group count once', () => {
  const period = { from: '2026-11-01 00:00', to: '2026-12-01 00:00' };
  const one = anOutage('2026-11-10 10:00', '2026-11-10 12:00');
  const group = [one, { ...one, id: 'the group' }, { ...one, id: 'another CI', from: one.from + 30 * minute }];

  expect(figuresOf({ ...period, outages: [one] }).availability).toBe('99.722222');
  expect(figuresOf({ ...period, outages: group }).availability).toBe('99.722222');
});

it('L2 the service time of a service that is made half way through the month begins with its agreement', () => {
  const figures = figuresOf({
    from: '2026-11-01 00:00',
    to: '2026-12-01 00:00',
    agreements: [anAgreement({ validFrom: '2026-11-16' })],
    outages: [anOutage('2026-11-10 10:00', '2026-11-10 12:00')],
  });

  expect(figures).toMatchObject({ serviceMinutes: 15 * 1_440, outageMinutes: 0, outsideHours: 120 });
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
