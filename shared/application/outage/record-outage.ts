import { newDue } from '../../domain/due/due.ts';
import type { EventName } from '../../domain/event/event-catalog.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import type { Outage } from '../../domain/outage/outage.ts';
import { assertOutageTimes, newOutage, type OutageReport, outageIdOf, toldAgain } from '../../domain/outage/outage-rules.ts';
import { onFreshRows, type Write } from '../../domain/store.ts';
import type { CreationOptions } from '../creation-options.ts';
import type { RecordOutageContext } from './outage-context.ts';

/** The event of an outage, for the transaction of the fact. Its subject is the service. */
export const outageEvent = (
  context: Pick<RecordOutageContext, 'events' | 'clock' | 'ids'>,
  name: EventName,
  { outage, actor, body = {} }: { readonly outage: Outage; readonly actor: string; readonly body?: object },
): Write => {
  const { id, service, state, source, start, end, change } = outage;
  return context.events.record(
    newEvent(context)(name, {
      actor,
      subject: { type: 'item', id: service },
      ...(change === undefined ? {} : { change }),
      body: { outage: id, state, source, start, ...(end === undefined ? {} : { end }), ...body },
    }),
  );
};

/**
 * Makes the sweep look within a minute whether an outage brings its service near a breach (L3), for the transaction of the outage. What is
 * imported is past: nobody is told of it.
 */
export const breachDue = (context: Pick<RecordOutageContext, 'dues' | 'clock' | 'ids'>, { id, source }: Outage): readonly Write[] =>
  source === 'imported' ? [] : [context.dues.save(newDue(context)('breach', id, context.clock.now()))];

/**
 * Records an outage of a service (L2). A report with the key of a source can be repeated: it adds to the outage that it told of before, such
 * as its end, and what it told before changes nothing. Outages of several sources stay apart; where they overlap, availability counts the
 * time once, and the measured one wins.
 * @throws DomainError invalid `outage/in-future`, `outage/ends-before-start`
 */
export const recordOutage =
  (context: RecordOutageContext) =>
  (report: OutageReport, options: CreationOptions = {}): Promise<Outage> =>
    onFreshRows(async () => {
      const { outages, store, clock, ids } = context;
      const now = clock.now();
      assertOutageTimes(report.facts, now);
      const { service, sourceKey, reportedBy: actor } = report;
      const known = sourceKey === undefined ? undefined : await outages.find(outageIdOf(service, sourceKey));
      const id = sourceKey === undefined ? (options.id ?? ids.next()) : outageIdOf(service, sourceKey);
      const outage = known ? toldAgain(known, report, now) : newOutage(id, report, now);
      if (outage === known || options.dryRun) return outage;
      const event = outageEvent(context, known ? 'OutageUpdated' : 'OutageRecorded', { outage, actor });
      await store.commit([outages.save(outage), event, ...breachDue(context, outage)]);
      return outage;
    });
