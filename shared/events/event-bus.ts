import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Event } from '../domain/event/event.ts';
import { eventSource } from './names.ts';

/** Puts events on the bus; says which were taken. */
export interface EventBus {
  /** @returns for each event, in order, whether the bus took it */
  put(events: readonly Event[]): Promise<readonly boolean[]>;
}

/** A PutEvents request takes ten entries. */
const batch = 10;

export const eventBridgeBus = (busName: string, client = new EventBridgeClient({})): EventBus => ({
  put: async (events) => {
    const taken: boolean[] = [];
    for (let at = 0; at < events.length; at += batch) {
      const part = events.slice(at, at + batch);
      const Entries = part.map((event) => ({
        EventBusName: busName,
        Source: eventSource,
        DetailType: event.name,
        Time: new Date(event.time),
        Resources: [`${event.subject.type}/${event.subject.id}`],
        Detail: JSON.stringify(event),
      }));
      const { Entries: answers = [] } = await client.send(new PutEventsCommand({ Entries }));
      // Each entry is answered by itself: one may fail where the others are taken (E3).
      taken.push(...part.map((_, place) => answers[place]?.EventId !== undefined && answers[place]?.ErrorCode === undefined));
    }
    return taken;
  },
});
