import type { Caller } from '../../domain/access.ts';
import { agreementAt, agreementTimes } from '../../domain/agreement/agreement-versions.ts';
import { type AvailabilityFigures, allowedMillis, availabilityOf, targetTextOf } from '../../domain/availability/availability.ts';
import { type ExplainedInterval, explainIntervals } from '../../domain/availability/explanation.ts';
import { percentOf } from '../../domain/availability/fraction.ts';
import { accountOf } from '../../domain/availability/service-account.ts';
import { instantOf, millis } from '../../domain/clock.ts';
import { DomainError } from '../../domain/errors.ts';
import { exactDuration } from '../../domain/values.ts';
import type { AgreementContext } from '../agreement/agreement-context.ts';
import { serviceInPath } from '../agreement/service-in-path.ts';
import { type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';
import { type AvailabilityQuery, periodOf } from './availability-period.ts';
import { type FactsContext, type KnownOutage, readFacts } from './read-facts.ts';

/** The dependencies of the figures of a service. */
export type AvailabilityContext = Pick<AgreementContext, 'agreements' | 'clock' | 'items' | 'references'> & FactsContext & NamesContext;

const figuresView = (figures: AvailabilityFigures) => ({
  serviceTime: exactDuration(figures.serviceTime),
  agreedDowntimeUsed: exactDuration(figures.used),
  outageTime: exactDuration(figures.outageTime),
  allowedOutageTime: exactDuration(allowedMillis(figures)),
  availability: figures.availability && percentOf(figures.availability, figures.target ? [figures.target, { over: 1n, under: 1n }] : []),
  target: targetTextOf(figures),
  met: figures.isMet,
  recovery: figures.recovery && {
    allowed: exactDuration(figures.recovery.allowed),
    worst: exactDuration(figures.recovery.worst),
    met: figures.recovery.isMet,
  },
  agreements: figures.versions.map(({ version, from, to, target }) => ({ version, from: instantOf(from), to: instantOf(to), target })),
});

/** The change that explains an interval: that of the window, or the one that caused the outage. */
const changeOf = ({ window, outage: { outage } }: ExplainedInterval<KnownOutage>): string | undefined => window?.change ?? outage.change;

/**
 * The availability of a service in a period, with the intervals behind each number (L2, L3). Of a period that goes on, the part that has
 * passed counts.
 * @throws DomainError missing `agreement/not-found`, `service/not-found`; invalid `query/invalid`, `period/too-long`
 */
export const readAvailability = (context: AvailabilityContext) => async (reference: string, query: AvailabilityQuery, caller: Caller) => {
  const { id: service, ci } = await serviceInPath(context)(reference);
  const versions = await context.agreements.versions(service);
  const now = context.clock.now();
  const agreement = agreementAt(versions, now) ?? versions.at(-1);
  if (!agreement) throw new DomainError('missing', 'agreement/not-found', `${ci.name} has no agreement; make one first`);
  const asked = periodOf(query, agreement, now);
  const period = { from: asked.from, to: Math.max(asked.from, Math.min(asked.to, millis(now))) };
  const facts = await readFacts(context)(service, agreementTimes(versions), period);
  const account = accountOf(facts);
  const intervals = explainIntervals(facts, account);
  const names = await namesOf(context)(referencesTo('change', intervals.map(changeOf)), caller);
  const inPeriod = facts.outages.filter(({ from, to }) => from < period.to && to > period.from);
  return {
    service,
    name: ci.name,
    from: instantOf(asked.from),
    to: instantOf(asked.to),
    countedTo: instantOf(period.to),
    ...figuresView(availabilityOf(facts, account)),
    intervals: intervals.map((interval) => ({
      start: instantOf(interval.from),
      end: instantOf(interval.to),
      kind: interval.kind,
      source: interval.outage.outage.source,
      change: changeOf(interval),
      ...names.ofChange(changeOf(interval)),
      outage: interval.outage.id,
      reason: interval.reason,
    })),
    corrections: inPeriod.reduce((sum, { outage }) => sum + outage.corrections.length, 0),
  };
};
