import type { Outage } from '../../domain/outage/outage.ts';
import { assertOutageTimes, newOutage, type OutageReport, outageIdOf, toldAgain } from '../../domain/outage/outage-rules.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import type { CreationOptions } from '../creation-options.ts';
import { breachDue } from './breach-due.ts';
import { endedFailures } from './end-failures.ts';
import type { RecordOutageContext } from './outage-context.ts';
import { outageEvent } from './outage-event.ts';

/** The outage that a report tells of, with the writes that record it: none if it tells nothing new. */
export const reportedOutage =
  (context: Omit<RecordOutageContext, 'store'>) =>
  async (report: OutageReport, options: CreationOptions = {}): Promise<{ readonly outage: Outage; readonly writes: readonly Write[] }> => {
    const { outages, clock, ids } = context;
    const now = clock.now();
    const { service, sourceKey, reportedBy: actor } = report;
    const id = sourceKey === undefined ? (options.id ?? ids.next()) : outageIdOf(service, sourceKey);
    const known = sourceKey === undefined ? undefined : await outages.find(id);
    const outage = known ? toldAgain(known, report, now) : newOutage(id, report, now);
    if (outage === known) return { outage, writes: [] };
    const event = outageEvent(context, known ? 'OutageUpdated' : 'OutageRecorded', { outage, actor });
    return { outage, writes: [outages.save(outage), event, ...breachDue(context, outage)] };
  };

/** Records what is measured: its times are clamped, so they are not checked against the clock, which is that of another function. */
export const recordMeasured =
  (context: RecordOutageContext) =>
  (report: OutageReport, options: CreationOptions = {}): Promise<Outage> =>
    onFreshRows(async () => {
      const { outage, writes } = await reportedOutage(context)(report, options);
      if (writes.length > 0 && !options.dryRun) await context.store.commit([...writes, ...(await endedFailures(context, outage))]);
      return outage;
    });

/**
 * Records an outage of a service (L2). A report with the key of a source can be repeated: it adds to the outage that it told of before, such
 * as its end, and what it told before changes nothing. Outages of several sources stay apart; where they overlap, availability counts the
 * time once, and the measured one wins.
 * @throws DomainError invalid `outage/in-future`, `outage/ends-before-start`
 */
export const recordOutage =
  (context: RecordOutageContext) =>
  async (report: OutageReport, options: CreationOptions = {}): Promise<Outage> => {
    assertOutageTimes(report.facts, context.clock.now());
    return recordMeasured(context)(report, options);
  };
