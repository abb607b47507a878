import { describe, expect, it } from '@jest/globals';
import { agreementTimes } from '../../../shared/domain/agreement/agreement-versions.ts';
import { availabilityOf, isNearBreach } from '../../../shared/domain/availability/availability.ts';
import { hour, minute } from '../../../shared/domain/clock.ts';
import { statesOf } from '../../../shared/domain/impact/states.ts';
import { neededUp } from '../../../shared/domain/item/redundancy.ts';
import { anAgreement, anOutage, aWindow, figuresOf, time } from '../../support/availability.ts';

describe('the worked example of availability, (AST - D) / AST', () => {
  const november = { from: '2026-11-01 00:00', to: '2026-12-01 00:00' };

  it.each([
    ['excluded', '99.860724', 718],
    ['up', '99.861111', 720],
    ['down', '99.583333', 720],
  ] as const)(
    'L1 L2 November round the clock with 2 h of agreed downtime and 1 h of another outage, counted as %s',
    (plannedDowntime, availability, agreedHours) => {
      const figures = figuresOf({
        ...november,
        agreements: [anAgreement({ plannedDowntime })],
        windows: [aWindow('2026-11-10 22:00', '2026-11-11 00:00')],
        outages: [anOutage('2026-11-10 22:00', '2026-11-11 00:00'), anOutage('2026-11-20 10:00', '2026-11-20 11:00')],
      });

      expect(figures).toMatchObject({ serviceMinutes: 720 * 60, usedMinutes: 120, agreedServiceMinutes: agreedHours * 60, availability });
    },
  );

  const down = (milliseconds: number) => {
    const begin = time('2026-11-20 10:00');
    const outage = { ...anOutage('2026-11-20 10:00', '2026-11-20 10:00'), to: begin + milliseconds };
    return figuresOf({ ...november, outages: [outage] });
  };

  it('L2 43.2 minutes of 43,200 meet 99.9 per cent exactly', () => {
    expect(down(43.2 * minute)).toMatchObject({ availability: '99.900000', isMet: true, allowedMinutes: 43.2 });
  });

  it('L2 43.5 minutes of 43,200 miss 99.9 per cent, although 99.8993 rounds to 99.90', () => {
    expect(down(43.5 * minute)).toMatchObject({ availability: '99.899306', isMet: false });
  });

  it('L2 a single millisecond more than allowed is a breach, and is printed with as many places as show it', () => {
    expect(down(43.2 * minute + 1)).toMatchObject({ availability: '99.89999996', isMet: false });
  });

  it('L3 a near breach of 43.2 allowed minutes begins at 34.56 minutes', () => {
    const outageFor = (milliseconds: number) => {
      const begin = time('2026-11-20 10:00');
      const outage = { ...anOutage('2026-11-20 10:00', '2026-11-20 10:00'), to: begin + milliseconds };
      const period = { from: time(november.from), to: time(november.to) };
      return isNearBreach(availabilityOf({ period, agreements: agreementTimes([anAgreement()]), windows: [], outages: [outage] }));
    };

    expect(outageFor(34.56 * minute)).toBe(true);
    expect(outageFor(34.56 * minute - 1)).toBe(false);
  });

  it.each([
    ['March', { from: '2026-02-28 23:00', to: '2026-03-31 22:00' }, 743, 44.58],
    ['October', { from: '2026-09-30 22:00', to: '2026-10-31 23:00' }, 745, 44.7],
  ])('L2 %s 2026 in Europe/Berlin has days of other lengths', (_, period, hours, allowedMinutes) => {
    const figures = figuresOf({ ...period, agreements: [anAgreement({ zone: 'Europe/Berlin' })] });

    expect(figures).toMatchObject({ serviceMinutes: hours * 60, allowedMinutes, availability: '100.000000' });
  });

  it('L2 without service time that is left there is no figure, and it is neither met nor missed', () => {
    const figures = figuresOf({
      from: '2026-11-10 22:00',
      to: '2026-11-10 23:00',
      windows: [aWindow('2026-11-10 22:00', '2026-11-10 23:00')],
      outages: [anOutage('2026-11-10 22:00', '2026-11-10 23:00')],
    });

    expect(figures).toMatchObject({ availability: null, isMet: null, usedMinutes: 60 });
  });

  const office = anAgreement({ serviceHours: [{ days: ['mo', 'tu', 'we', 'th', 'fr'], from: '08:00', to: '18:00' }] });

  it('L2 of a window on Friday from 17 to 20 only the hour inside the service hours is used', () => {
    const figures = figuresOf({
      ...november,
      agreements: [office],
      windows: [aWindow('2026-11-13 17:00', '2026-11-13 20:00')],
      outages: [anOutage('2026-11-13 17:00', '2026-11-13 20:00')],
    });

    expect(figures).toMatchObject({
      serviceMinutes: 210 * 60,
      usedMinutes: 60,
      outageMinutes: 0,
      availability: '100.000000',
      outsideHours: 120,
    });
  });

  it('L2 the first 60 minutes of downtime count as agreed, and the overrun is split off', () => {
    const figures = figuresOf({
      ...november,
      windows: [aWindow('2026-11-10 22:00', '2026-11-11 02:00', { length: hour })],
      outages: [anOutage('2026-11-10 22:10', '2026-11-10 22:50'), anOutage('2026-11-10 23:30', '2026-11-11 00:10')],
    });

    expect(figures).toMatchObject({ usedMinutes: 60, outageMinutes: 20, availability: '99.953639' });
    expect(figures.intervals).toEqual([
      { kind: 'agreed', reason: 'agreed-downtime', from: '11-10T22:10', to: '11-10T22:50' },
      { kind: 'agreed', reason: 'agreed-downtime', from: '11-10T23:30', to: '11-10T23:50' },
      { kind: 'unplanned', reason: 'beyond-agreed-length', from: '11-10T23:50', to: '11-11T00:10' },
    ]);
  });

  it('L2 of two windows that overlap, no minute is used twice', () => {
    const figures = figuresOf({
      ...november,
      windows: [
        aWindow('2026-11-10 22:00', '2026-11-10 23:00', { id: 'A', length: hour }),
        aWindow('2026-11-10 22:30', '2026-11-10 23:30', { id: 'B', length: hour }),
      ],
      outages: [anOutage('2026-11-10 22:00', '2026-11-10 23:20')],
    });

    expect(figures).toMatchObject({
      usedMinutes: 80,
      unplanned: 0,
      usedBy: [
        ['A', 60],
        ['B', 20],
      ],
    });
  });

  it('L2 an emergency window never excludes downtime', () => {
    const figures = figuresOf({
      ...november,
      windows: [aWindow('2026-11-10 03:10', '2026-11-10 04:10', { refusal: 'emergency' })],
      outages: [anOutage('2026-11-10 03:00', '2026-11-10 03:40')],
    });

    expect(figures).toMatchObject({ usedMinutes: 0, unplanned: 40, agreed: 0 });
  });

  it('L2 in the first half of 30 days 99.5 per cent are agreed, in the second 99.9: 129.6 minutes are allowed', () => {
    const figures = figuresOf({
      ...november,
      agreements: [anAgreement({ validFrom: '2026-11-01', target: '99.5' }), anAgreement({ version: 2, validFrom: '2026-11-16' })],
    });

    expect(figures).toMatchObject({ allowedMinutes: 129.6 });
  });

  it('L2 C3 of a pair of which one must stay up, the service is down only while both are', () => {
    const redundancy = [{ group: 'pair', minimumUp: 1, members: 2 }];
    const links = ['a', 'b'].map((dependency) => ({ dependant: 'service', dependency, type: 'depends-on' as const, redundancy }));
    const down = (item: string, from: string, to: string) => ({ item, ...anOutage(`2026-11-10 ${from}`, `2026-11-10 ${to}`) });
    const outages = [down('a', '10:00', '10:30'), down('b', '10:20', '10:40')];
    const stateAt = (clock: string) => {
      const now = time(`2026-11-10 ${clock}`);
      const items = outages.filter(({ from, to }) => from <= now && now < to).map(({ item }) => item);
      return statesOf(links, items).get('service');
    };

    expect(['10:00', '10:19', '10:20', '10:29', '10:30', '10:39'].map(stateAt)).toEqual([
      ...['degraded', 'degraded', 'down', 'down', 'degraded', 'degraded'],
    ]);
  });

  it('L2 C2 "50%" of 3 are 2, and of 5 they are 3', () => {
    expect([3, 5].map((members) => neededUp({ minimumUp: '50%', members }))).toEqual([2, 3]);
  });
});
