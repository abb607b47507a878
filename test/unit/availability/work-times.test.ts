import { expect, it } from '@jest/globals';
import type { Agreement } from '../../../shared/domain/agreement/agreement.ts';
import { agreementTimes } from '../../../shared/domain/agreement/agreement-versions.ts';
import { plannedDowntime } from '../../../shared/domain/availability/agreed-downtime.ts';
import { allowedMillis, availabilityOf, isNearBreach, targetTextOf } from '../../../shared/domain/availability/availability.ts';
import type { CountedOutage } from '../../../shared/domain/availability/outage-pieces.ts';
import { hour, minute } from '../../../shared/domain/clock.ts';
import { anAgreement, anOutage, aWindow, figuresOf, time } from '../../support/availability.ts';

const november = { from: '2026-11-01 00:00', to: '2026-12-01 00:00' };
const at = (clock: string): number => time(`2026-11-10 ${clock}`);
const down = (from: string, to: string) => anOutage(`2026-11-10 ${from}`, `2026-11-10 ${to}`);
const window = (id: string, from: string, to: string, fields: Partial<ReturnType<typeof aWindow>> = {}) =>
  aWindow(`2026-11-10 ${from}`, `2026-11-10 ${to}`, { id, ...fields });
const hold = (from: string, to: string) => ({ from: at(from), to: at(to) });
const reasonsOf = (story: Partial<Parameters<typeof figuresOf>[0]>) =>
  figuresOf({ ...november, ...story }).intervals.map(({ reason, from, to }) =>
    `${from.slice(6)}-${to.slice(6)} ${reason}`.replaceAll('0T', ''),
  );

it('L2 after a hold, a window has the length that it has not used before', () => {
  const windows = [window('A', '10:00', '14:00', { length: hour, onHold: [hold('11:00', '12:00')] })];
  const outages = [down('10:30', '11:00'), down('12:30', '13:30')];

  const figures = figuresOf({ ...november, windows, outages });

  expect(figures).toMatchObject({ usedMinutes: 60, unplanned: 30 });
  expect(figures.usedBy).toEqual([
    ['A', 30],
    ['A', 30],
  ]);
});

it('L2 after a hold, a window is used after one that began in the hold', () => {
  const windows = [
    window('A', '10:00', '14:00', { onHold: [hold('10:30', '12:00')] }),
    window('B', '11:00', '13:00', { length: hour / 2 }),
  ];

  expect(figuresOf({ ...november, windows, outages: [down('11:30', '12:30')] }).usedBy).toEqual([
    ['B', 30],
    ['A', 30],
  ]);
});

it('L3 what one window explains is one interval, and what two explain are two, in whatever order they are known', () => {
  const emergency = { refusal: 'emergency' as const };
  const outages = [down('09:00', '14:00')];
  const around = [window('A', '10:00', '13:00', emergency), window('B', '11:00', '12:00', emergency)];
  const apart = [window('B', '12:00', '13:00', emergency), window('A', '11:00', '12:00', emergency)];

  expect(reasonsOf({ windows: around, outages })).toEqual(['09:00-10:00 no-window', '10:00-13:00 emergency', '13:00-14:00 no-window']);
  expect(reasonsOf({ windows: apart, outages })).toEqual([
    ...['09:00-11:00 no-window', '11:00-12:00 emergency', '12:00-13:00 emergency', '13:00-14:00 no-window'],
  ]);
});

it('L1 the downtime that windows can still use: what is left of each, inside service time, once, and not of those that agree nothing or are over', () => {
  const [a, b, c, d, e, f] = [
    window('A', '10:00', '12:00', { length: hour }),
    window('B', '10:30', '11:30', { length: hour / 2 }),
    window('C', '11:00', '14:00', { refusal: 'emergency' }),
    window('D', '12:00', '13:00', { refusal: 'short-notice' }),
    window('E', '09:00', '16:00', { endedAt: at('10:20') }),
    window('F', '17:00', '19:00', { refusal: 'not-started' }),
  ];
  const used = [
    { window: a, from: at('10:00'), to: at('10:20') },
    { window: e, from: at('09:00'), to: at('10:00') },
  ];
  const span = { from: at('10:20'), to: time('2026-12-01 00:00') };

  const planned = plannedDowntime([f, e, d, c, b, a], span, { serviceTime: [hold('08:00', '18:00')], used });

  expect(planned.map(({ from, to }) => [from, to])).toEqual([
    [at('10:20'), at('11:00')],
    [at('11:00'), at('11:30')],
    [at('17:00'), at('18:00')],
  ]);
});

const rawFigures = (agreements: readonly Agreement[], outages: readonly CountedOutage[] = []) =>
  availabilityOf({
    period: { from: time(november.from), to: time(november.to) },
    agreements: agreementTimes(agreements),
    windows: [],
    outages,
  });

it('L3 the target of a period is that of its version, or what its versions come to, and nothing without service time', () => {
  const versions = [anAgreement({ target: '99.5', validFrom: '2026-11-01' }), anAgreement({ version: 2, validFrom: '2026-11-16' })];
  const closed = { validFrom: '2026-11-01', validTo: '2026-11-01', holidays: ['2026-11-01', '2026-11-02'] };
  const none = [
    anAgreement({ ...closed, target: '99' }),
    anAgreement({ ...closed, validFrom: '2026-11-02', validTo: '2026-11-02', version: 2 }),
  ];

  expect([[anAgreement()], versions, none].map((each) => targetTextOf(rawFigures(each)))).toEqual(['99.9', '99.700000', null]);
  expect(allowedMillis(rawFigures([anAgreement()]))).toBe(43.2 * minute);
});

it('L3 where no outage is allowed, the first one is a breach, and nothing is near', () => {
  const all = [anAgreement({ target: '100' })];

  expect(isNearBreach(rawFigures(all))).toBe(false);
  expect(rawFigures(all).isMet).toBe(true);
  expect(rawFigures(all, [{ ...down('10:00', '10:00'), to: at('10:00') + 1 }]).isMet).toBe(false);
});

it('L1 a holiday has no service time, from midnight to midnight in the zone of the agreement', () => {
  const berlin = anAgreement({ zone: 'Europe/Berlin', holidays: ['2026-11-10'] });
  const outages = [anOutage('2026-11-09 22:00', '2026-11-11 00:00')];

  expect(figuresOf({ ...november, agreements: [berlin], outages })).toMatchObject({
    ...{ serviceMinutes: 29 * 24 * 60, outageMinutes: 120, outsideHours: 24 * 60 },
  });
});

it('L1 the recovery time is that of the version in which the outage began, to the instant, and before the first one that of the last', () => {
  const agreements = [
    anAgreement({ validFrom: '2026-11-05', recoveryTime: 'PT2H' }),
    anAgreement({ version: 2, validFrom: '2026-11-10', recoveryTime: 'PT1H' }),
    anAgreement({ version: 3, validFrom: '2026-11-20', recoveryTime: 'PT4H' }),
  ];
  const recoveryOf = (from: string, to: string) => figuresOf({ ...november, agreements, outages: [anOutage(from, to)] }).recovery;

  expect(recoveryOf('2026-11-10 00:00', '2026-11-10 02:00')).toEqual({ allowed: hour, worst: 2 * hour, isMet: false });
  expect(recoveryOf('2026-11-04 22:00', '2026-11-05 03:00')).toEqual({ allowed: 4 * hour, worst: 3 * hour, isMet: true });
});
