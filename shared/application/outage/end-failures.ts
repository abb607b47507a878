import type { Instant } from '../../domain/clock.ts';
import { system } from '../../domain/event/event.ts';
import { endOfFailure, isOpenFailure, tellsOfEnd } from '../../domain/outage/failure-end.ts';
import type { Outage } from '../../domain/outage/outage.ts';
import { factsOf, toldAgain } from '../../domain/outage/outage-rules.ts';
import type { Write } from '../../domain/store.ts';
import type { RecordOutageContext } from './outage-context.ts';
import { outageEvent } from './outage-event.ts';

/** When the service was up again after a failure that began at this time and had it in this state. The lists are an index; what is told again within a minute is complete. */
export const upAfterFailure = async (
  { outages, clock }: Pick<RecordOutageContext, 'outages' | 'clock'>,
  { service, start, state }: Pick<Outage, 'service' | 'start' | 'state'>,
): Promise<Instant | undefined> => endOfFailure({ start, state }, await outages.overlapping(service, start, clock.now()));

/**
 * The writes that end the outages of failed changes which this outage shows to be over. One that goes on shows nothing.
 */
export const endedFailures = async (context: Omit<RecordOutageContext, 'store'>, outage: Outage): Promise<readonly Write[]> => {
  const { outages, clock } = context;
  const { id, service, start, end } = outage;
  if (end === undefined || !tellsOfEnd(outage)) return [];
  const now = clock.now();
  const others = await outages.overlapping(service, start, now);
  const known = [...others.filter((other) => other.id !== id), outage];
  return others.filter(isOpenFailure).flatMap((failure) => {
    const up = endOfFailure(failure, known);
    if (up === undefined) return [];
    const next = toldAgain(failure, { ...failure, facts: { ...factsOf(failure), end: up } }, now);
    return next === failure ? [] : [outages.save(next), outageEvent(context, 'OutageUpdated', { outage: next, actor: system })];
  });
};
