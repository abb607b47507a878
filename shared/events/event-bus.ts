import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Event } from '../domain/event/event.ts';
import { lazily } from '../domain/lazily.ts';
import { eventSource } from './names.ts';

/** An event bus, such as Amazon EventBridge. */
export interface EventBus {
  /** Puts events on the bus. @returns for each event, in order, whether the bus accepted it */
  put(events: readonly Event[]): Promise<readonly boolean[]>;
}

/** The maximum number of entries in a PutEvents request. */
const batchSize = 10;

export const eventBridgeBus = (busName: string, client?: EventBridgeClient): EventBus => {
  const eventBridge = lazily(() => client ?? new EventBridgeClient({}));
  const put: EventBus['put'] = async (events) => {
    const results: boolean[] = [];
    for (let start = 0; start < events.length; start += batchSize) {
      const batch = events.slice(start, start + batchSize);
      const Entries = batch.map((event) => ({
        EventBusName: busName,
        Source: eventSource,
        DetailType: event.name,
        Time: new Date(event.time),
        Resources: [`${event.subject.type}/${event.subject.id}`],
        Detail: JSON.stringify(event),
      }));
      const { Entries: answers = [] } = await eventBridge().send(new PutEventsCommand({ Entries }));
      // Each entry has its own result: one entry can fail while the others are accepted (E3).
      results.push(...batch.map((_, index) => answers[index]?.EventId !== undefined && answers[index]?.ErrorCode === undefined));
    }
    return results;
  };
  return { put };
};
