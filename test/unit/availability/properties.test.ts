import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plannedDowntimes, type WeeklyHours, weekdays } from '../../../shared/domain/agreement/agreement.ts';
import { agreementTimes } from '../../../shared/domain/agreement/agreement-versions.ts';
import { lengthOfAll } from '../../../shared/domain/availability/agreed-downtime.ts';
import { availabilityOf } from '../../../shared/domain/availability/availability.ts';
import { explainIntervals } from '../../../shared/domain/availability/explanation.ts';
import { accountOf } from '../../../shared/domain/availability/service-account.ts';
import { hour, minute } from '../../../shared/domain/clock.ts';
import { anAgreement } from '../../support/availability.ts';
import { minuteCount } from '../../support/minute-count.ts';

/** Friday to Monday around the end of summer time in Berlin, on 25 October. */
const begin = Date.parse('2026-10-23T20:00:00Z');
const hours = 60;
const at = (n: number): number => begin + n * 10 * minute;
const anyTime = fc.integer({ min: 0, max: hours * 6 }).map(at);
const anySpan = fc.tuple(anyTime, fc.integer({ min: 1, max: 60 })).map(([from, steps]) => ({ from, to: from + steps * 10 * minute }));

const anyHours: fc.Arbitrary<WeeklyHours> = fc
  .record({
    days: fc.subarray([...weekdays], { minLength: 1 }),
    from: fc.integer({ min: 0, max: 22 }),
    length: fc.integer({ min: 1, max: 24 }),
  })
  .map(({ days, from, length }) => {
    const text = (hourOfDay: number): string => `${String(Math.min(24, hourOfDay)).padStart(2, '0')}:00`;
    return { days, from: text(from), to: text(from + length) };
  });

const anyTerms = fc.record({
  target: fc.constantFrom('99.9', '50', '100', '0.000001'),
  zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
  serviceHours: fc.option(fc.array(anyHours, { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 2 }),
  holidays: fc.constantFrom<string[]>([], [], ['2026-10-24'], ['2026-10-25', '2026-10-26']),
  plannedDowntime: fc.constantFrom(...plannedDowntimes),
});

const anyAgreements = fc
  .tuple(anyTerms, fc.option(anyTerms), fc.constantFrom('2026-10-01', '2026-10-24'))
  .map(([first, second, validFrom]) => [
    anAgreement({ ...first, validFrom }),
    ...(second ? [anAgreement({ ...second, version: 2, validFrom: '2026-10-26' })] : []),
  ]);

const anyWindow = fc
  .record({
    span: anySpan,
    length: fc.integer({ min: 0, max: 30 }),
    ended: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined, freq: 2 }),
    refusal: fc.constantFrom(...Array<undefined>(6).fill(undefined), 'emergency' as const, 'short-notice' as const),
    holds: fc.array(fc.tuple(fc.integer({ min: -6, max: 30 }), fc.integer({ min: 1, max: 8 })), { maxLength: 2 }),
  })
  .map(({ span, length, ended, refusal, holds }) => ({
    ...span,
    length: length * 10 * minute,
    endedAt: ended === undefined ? undefined : span.from + ended * 10 * minute,
    refusal,
    onHold: holds.map(([start, steps]) => ({
      from: span.from + start * 10 * minute,
      to: span.from + (start + steps) * 10 * minute,
    })),
  }));

const anyOutage = fc
  .record({ span: anySpan, state: fc.constantFrom('down' as const, 'down' as const, 'degraded' as const), isMeasured: fc.boolean() })
  .map(({ span, ...fields }) => ({ ...span, ...fields }));

/** An outage that begins in a window: few others would ever be agreed. */
const anyWorkOutage = fc.record({
  place: fc.nat({ max: 4 }),
  after: fc.integer({ min: 0, max: 20 }),
  steps: fc.integer({ min: 1, max: 30 }),
  isMeasured: fc.boolean(),
});

const anyStory = fc
  .record({
    agreements: anyAgreements,
    windows: fc
      .array(anyWindow, { minLength: 1, maxLength: 5 })
      .map((windows) => windows.map((window, n) => ({ ...window, id: `w${n}`, change: `c${n}` }))),
    outages: fc.array(anyOutage, { maxLength: 3 }),
    workOutages: fc.array(anyWorkOutage, { minLength: 2, maxLength: 5 }),
    period: fc
      .tuple(fc.integer({ min: 0, max: hours * 2 }), fc.integer({ min: hours, max: hours * 6 }))
      .map(([from, steps]) => ({ from: at(from), to: at(from + steps) })),
  })
  .map(({ outages, workOutages, ...facts }) => {
    const inWindows = workOutages.map(({ place, after, steps, isMeasured }) => {
      const from = (facts.windows[place % facts.windows.length]?.from ?? begin) + after * 10 * minute;
      return { from, to: from + steps * 10 * minute, state: 'down' as const, isMeasured };
    });
    return { ...facts, outages: [...outages, ...inWindows].map((outage, n) => ({ ...outage, id: `o${n}` })) };
  });

/** Evenly distributed: where small numbers are preferred, hardly any minute is agreed. */
const anyFacts = fc.noBias(anyStory);

/** One per cent of a minute in units in which every target of these tests is a whole number. */
const unitsOfPercent = 1_000_000;

/** What a count of minutes says of AST, D, and what is allowed, by the rule and the target of each version (L1, L2). */
const judged = (versions: ReturnType<typeof minuteCount>['byVersion']) => {
  const parts = versions.map(({ agreement: { plannedDowntime, target }, served, used, unplanned }) => {
    const time = plannedDowntime === 'excluded' ? served - used : served;
    const outage = plannedDowntime === 'down' ? used + unplanned : unplanned;
    return { time, outage, allowed: time * (100 * unitsOfPercent - Math.round(Number(target) * unitsOfPercent)) };
  });
  const sum = (field: 'time' | 'outage' | 'allowed'): number => parts.reduce((total, part) => total + part[field], 0);
  const [time, outage, allowed] = [sum('time'), sum('outage'), sum('allowed')];
  return {
    outage,
    allowed: BigInt(allowed),
    availability: time === 0 ? null : { over: time - outage, under: time },
    isMet: time === 0 ? null : outage * 100 * unitsOfPercent <= allowed,
  };
};

/** The same of figures, in minutes. */
const judgedFigures = ({ outageTime, allowed, availability, isMet }: ReturnType<typeof availabilityOf>) => ({
  outage: outageTime / minute,
  allowed: (allowed.over * BigInt(100 * unitsOfPercent)) / (allowed.under * BigInt(minute)),
  availability: availability && { over: Number(availability.over) / minute, under: Number(availability.under) / minute },
  isMet,
});

it('L2 L3 figures and intervals are those of a count minute by minute', () => {
  fc.assert(
    fc.property(anyFacts, ({ agreements, ...facts }) => {
      const times = agreementTimes(agreements);
      const whole = { ...facts, agreements: times };
      const { count, byVersion } = minuteCount({ ...facts, versions: times, begin: Math.min(begin, facts.period.from) });
      const account = accountOf(whole);
      const figures = availabilityOf(whole, account);
      const intervals = explainIntervals(whole, account);
      const minutesOf = (kind: string): number => lengthOfAll(intervals.filter((each) => each.kind === kind)) / minute;

      expect({
        served: figures.serviceTime / minute,
        used: figures.used / minute,
        unplanned: minutesOf('unplanned'),
        degraded: minutesOf('degraded'),
        outside: minutesOf('outside-hours'),
      }).toEqual(count);
      expect(minutesOf('agreed')).toBe(count.used);
      expect(judgedFigures(figures)).toEqual(judged(byVersion));
    }),
    { numRuns: 150 },
  );
}, 60_000);

it('L1 the rule for planned downtime decides what AST and D are, and nothing else', () => {
  fc.assert(
    fc.property(anyFacts, ({ agreements: [agreement = anAgreement()], ...facts }) => {
      const [excluded, up, down] = plannedDowntimes.map((plannedDowntime) =>
        availabilityOf({ ...facts, agreements: agreementTimes([{ ...agreement, plannedDowntime }]) }),
      );

      expect(up?.agreedServiceTime).toBe(up?.serviceTime);
      expect(excluded?.agreedServiceTime).toBe((up?.serviceTime ?? 0) - (up?.used ?? 0));
      expect(excluded?.outageTime).toBe(up?.outageTime);
      expect(down?.outageTime).toBe((up?.outageTime ?? 0) + (up?.used ?? 0));
      expect((excluded?.used ?? 0) + (excluded?.outageTime ?? 0)).toBeLessThanOrEqual(excluded?.serviceTime ?? 0);
    }),
    { numRuns: 200 },
  );
});

it('L2 the figures of the parts of a period add up to those of the whole', () => {
  fc.assert(
    fc.property(anyFacts, fc.integer({ min: 0, max: hours }), ({ agreements, period, ...facts }, part) => {
      const times = agreementTimes(agreements);
      const middle = Math.min(period.to, period.from + part * hour);
      const of = (from: number, to: number) => availabilityOf({ ...facts, agreements: times, period: { from, to } });
      const [whole, first, second] = [of(period.from, period.to), of(period.from, middle), of(middle, period.to)];

      expect(first.serviceTime + second.serviceTime).toBe(whole.serviceTime);
      expect(first.used + second.used).toBe(whole.used);
      expect(first.outageTime + second.outageTime).toBe(whole.outageTime);
      expect(first.allowed.over + second.allowed.over).toBe(whole.allowed.over);
    }),
    { numRuns: 200 },
  );
});
