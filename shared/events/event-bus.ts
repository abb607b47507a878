import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Event } from '../domain/event/event.ts';
import { lazily } from '../domain/lazily.ts';
import { answersWithin } from '../sdk/answer-limit.ts';
import { eventSource } from './names.ts';

/** An event bus, such as Amazon EventBridge. */
export interface EventBus {
  /** Puts events on the bus. @returns for each event, in order, whether the bus accepted it */
  put(events: readonly Event[]): Promise<readonly boolean[]>;
}

/** The maximum number of entries in a PutEvents request, and of bytes in the details of its entries: the limit of the service is 256 kB. */
const batchSize = 10;
const batchBytes = 200 * 1_024;

/** Splits events into batches that PutEvents accepts. */
const batchesOf = (events: readonly Event[]): readonly (readonly Event[])[] => {
  const batches: Event[][] = [];
  let bytes = 0;
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(event));
    const batch = batches.at(-1);
    bytes = batch && batch.length < batchSize && bytes + size <= batchBytes ? bytes + size : size;
    if (batch && bytes > size) batch.push(event);
    else batches.push([event]);
  }
  return batches;
};

export const eventBridgeBus = (busName: string, client?: EventBridgeClient): EventBus => {
  const eventBridge = lazily(() => client ?? new EventBridgeClient({ requestHandler: answersWithin() }));
  const put: EventBus['put'] = async (events) => {
    const results: boolean[] = [];
    for (const batch of batchesOf(events)) {
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
