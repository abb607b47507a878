import type { EventName } from '../../domain/event/event-catalog.ts';
import { newEvent } from '../../domain/event/new-event.ts';
import type { Outage } from '../../domain/outage/outage.ts';
import type { Write } from '../../domain/store.ts';
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
