import type { Agreement } from '../../shared/domain/agreement/agreement.ts';
import { agreementTimes } from '../../shared/domain/agreement/agreement-versions.ts';
import { type AgreedWindow, lengthOfAll } from '../../shared/domain/availability/agreed-downtime.ts';
import { availabilityOf } from '../../shared/domain/availability/availability.ts';
import { explainIntervals, type IntervalKind } from '../../shared/domain/availability/explanation.ts';
import { percentOf } from '../../shared/domain/availability/fraction.ts';
import type { CountedOutage } from '../../shared/domain/availability/outage-pieces.ts';
import { type AvailabilityFacts, accountOf } from '../../shared/domain/availability/service-account.ts';
import { minute } from '../../shared/domain/clock.ts';

/** A time in milliseconds: `2026-11-10 22:00` is in UTC. */
export const time = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`);

/** A version of an agreement: round the clock in UTC, 99.9 per cent, unless the fields say otherwise. */
export const anAgreement = (fields: Partial<Agreement> = {}): Agreement => ({
  service: '01930000-0000-7000-8000-00000000000a',
  version: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  validFrom: '2020-01-01',
  target: '99.9',
  zone: 'UTC',
  plannedDowntime: 'excluded',
  ...fields,
});

/** A window from a time to another, with its agreed minutes: by default all of it. */
export const aWindow = (from: string, to: string, fields: Partial<AgreedWindow> = {}): AgreedWindow => ({
  id: `window ${from}`,
  change: `change ${from}`,
  from: time(from),
  to: time(to),
  length: time(to) - time(from),
  ...fields,
});

/** An outage that a monitor measured: down, unless the fields say otherwise. */
export const anOutage = (from: string, to: string, fields: Partial<CountedOutage> = {}): CountedOutage => ({
  id: `outage ${from}`,
  from: time(from),
  to: time(to),
  state: 'down',
  isMeasured: true,
  ...fields,
});

interface Story extends Partial<Pick<AvailabilityFacts, 'windows' | 'outages'>> {
  readonly agreements?: readonly Agreement[];
  readonly from: string;
  readonly to: string;
}

/** The figures of a period in minutes, with its intervals in minutes by their kind. */
export const figuresOf = ({ agreements = [anAgreement()], windows = [], outages = [], from, to }: Story) => {
  const facts = { period: { from: time(from), to: time(to) }, agreements: agreementTimes(agreements), windows, outages };
  const account = accountOf(facts);
  const { availability, target, isMet, versions, recovery, ...figures } = availabilityOf(facts, account);
  const intervals = explainIntervals(facts, account);
  const minutesOf = (kind: IntervalKind): number => lengthOfAll(intervals.filter((each) => each.kind === kind)) / minute;
  return {
    availability: availability && percentOf(availability, target ? [target] : []),
    isMet,
    recovery,
    versions,
    serviceMinutes: figures.serviceTime / minute,
    usedMinutes: figures.used / minute,
    agreedServiceMinutes: figures.agreedServiceTime / minute,
    outageMinutes: figures.outageTime / minute,
    allowedMinutes: Number(figures.allowed.over) / Number(figures.allowed.under) / minute,
    usedBy: account.used.map(({ window, from: begin, to: end }) => [window.id, (end - begin) / minute]),
    agreed: minutesOf('agreed'),
    unplanned: minutesOf('unplanned'),
    degraded: minutesOf('degraded'),
    outsideHours: minutesOf('outside-hours'),
    intervals: intervals.map((each) => ({
      kind: each.kind,
      reason: each.reason,
      from: new Date(each.from).toISOString().slice(5, 16),
      to: new Date(each.to).toISOString().slice(5, 16),
    })),
  };
};
