import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Event } from '../domain/event/event.ts';
import { lazily } from '../domain/lazily.ts';
import { eventSource } from './names.ts';

/** Puts events on the bus. */
export interface EventBus {
  /** @returns for each event, in order, whether the bus accepted it */
  put(events: readonly Event[]): Promise<readonly boolean[]>;
}

/** A PutEvents request takes ten entries. */
const batch = 10;

export const eventBridgeBus = (busName: string, client?: EventBridgeClient): EventBus => {
  const eventBridge = lazily(() => client ?? new EventBridgeClient({}));
  const put: EventBus['put'] = async (events) => {
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
      const { Entries: answers = [] } = await eventBridge().send(new PutEventsCommand({ Entries }));
      // Each entry has its own answer: one may fail while the others are accepted (E3).
      taken.push(...part.map((_, place) => answers[place]?.EventId !== undefined && answers[place]?.ErrorCode === undefined));
    }
    return taken;
  };
  return { put };
};
