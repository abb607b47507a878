import type { AgreementRepository } from '../../domain/agreement/agreement-repository.ts';
import { agreementAt, agreementTimes } from '../../domain/agreement/agreement-versions.ts';
import { availabilityOf } from '../../domain/availability/availability.ts';
import { type Clock, earlier, type Instant, instantOf, later } from '../../domain/clock.ts';
import type { ConfigurationItem } from '../../domain/configuration-item/configuration-item.ts';
import type { ConfigurationItemRepository } from '../../domain/configuration-item/configuration-item-repository.ts';
import { firstDayOf, lastDayOf, monthNumber, monthText } from '../../domain/dates.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import type { DateSpan } from '../../domain/splitting.ts';
import type { PageRequest } from '../../domain/store.ts';
import type { Interval } from '../../domain/window/intervals.ts';
import { passedOf, timesIn } from '../availability/availability-period.ts';
import { correctionsIn, type FactsContext, factsIn, type KnownFacts, readFacts } from '../availability/read-facts.ts';
import { figuresView } from '../availability/show-figures.ts';
import { answerablePeriod, monthPeriod, type PeriodQuery } from './report-frame.ts';

/** The dependencies of the report on availability. */
export interface AvailabilityReportContext extends FactsContext {
  readonly clock: Clock;
  readonly agreements: Pick<AgreementRepository, 'versions'>;
  readonly configurationItems: Pick<ConfigurationItemRepository, 'page'>;
}

/** How many services are read together. */
const atOnce = 10;

/** A calendar month, or the part of it that a report covers. */
interface Month extends DateSpan {
  readonly month: string;
}

const monthsOf = ({ from, to }: DateSpan): readonly Month[] => {
  const first = monthNumber(from);
  return Array.from({ length: monthNumber(to) - first + 1 }, (_, place) => {
    const month = first + place;
    return { month: monthText(month), from: later(from, firstDayOf(month)), to: earlier(to, lastDayOf(month)) };
  });
};

/** One month of a service. The figures are those that `GET /v1/services/{id}/availability` answers for the same days. */
const rowOf = (facts: KnownFacts, { month, asked, period }: { month: string; asked: Interval<number>; period: Interval<number> }) => {
  const own = factsIn(facts, period);
  const figures = availabilityOf(own);
  if (figures.versions.length === 0) return [];
  const times = { from: instantOf(asked.from), to: instantOf(asked.to), countedTo: instantOf(period.to) };
  return [{ month, ...times, ...figuresView(figures), corrections: correctionsIn(own) }];
};

/** The months of a service in which an agreement was in force. Everything is read once, for all months. Undefined without an agreement. */
const rowsOfService = async (context: AvailabilityReportContext, service: string, span: DateSpan, now: Instant) => {
  const versions = await context.agreements.versions(service);
  const agreement = agreementAt(versions, now) ?? versions.at(-1);
  if (!agreement) return undefined;
  const whole = passedOf(timesIn(span, agreement), now);
  const facts = await readFacts(context)(service, agreementTimes(versions), whole);
  return monthsOf(span).flatMap(({ month, ...days }) => {
    const asked = timesIn(days, agreement);
    return rowOf(facts, { month, asked, period: passedOf(asked, now) });
  });
};

const nameOf = ({ id, name }: Pick<ConfigurationItem, 'id' | 'name'>) => ({ service: id, serviceName: name });

/**
 * The availability of each service in each calendar month of a period (L2, L3), in the order in which the services were registered. The days
 * are those of the zone of each agreement. A page has the months of `limit` services, and names those that have no agreement. For each
 * service it takes the same requests, whatever the number of months.
 * @throws DomainError invalid `report/end-before-start`, `period/too-long`
 */
export const availabilityReport = (context: AvailabilityReportContext) => async (query: PeriodQuery, request: PageRequest) => {
  const span = monthPeriod(context, query);
  const now = context.clock.now();
  const { items: services, nextCursor } = await context.configurationItems.page(request, [{ field: 'class', value: 'service' }]);
  const found = await inParallel(services, atOnce, async (ci) => ({ ci, rows: await rowsOfService(context, ci.id, span, now) }));
  return {
    ...span,
    items: found.flatMap(({ ci, rows = [] }) => rows.map((row) => ({ ...nameOf(ci), ...row }))),
    withoutAgreement: found.filter(({ rows }) => rows === undefined).map(({ ci }) => nameOf(ci)),
    nextCursor,
  };
};

/**
 * The same report, over a period that is short enough to be answered at once.
 * @throws DomainError invalid `report/end-before-start`, `period/too-long`
 */
export const answeredAvailability = (context: AvailabilityReportContext) => async (query: PeriodQuery, request: PageRequest) =>
  availabilityReport(context)(answerablePeriod(context, query, 'availability'), request);
