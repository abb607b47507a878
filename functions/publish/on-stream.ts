import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { publishEvents } from '../../shared/application/event/publish-events.ts';
import { pendingEventOf } from '../../shared/data/event/event-rows.ts';
import type { Records, Row } from '../../shared/data/records.ts';
import type { Event } from '../../shared/domain/event/event.ts';

type Context = Parameters<typeof publishEvents>[0] & {
  readonly records: Pick<Records, 'unreadable'>;
  /** Called when the event bus did not accept events, to report it. */
  readonly notPublished: (events: number) => void;
};

/**
 * The events in stream records, each with the sequence number of its record. An unreadable event is logged and left to the sweep, so that
 * it does not block the shard.
 */
const eventsOf = (stream: readonly DynamoDBRecord[], records: Context['records']): readonly { event: Event; sequence: string }[] =>
  stream.flatMap(({ dynamodb }) => {
    const image = dynamodb?.NewImage as Parameters<typeof unmarshall>[0] | undefined;
    const event = image && pendingEventOf(records, unmarshall(image) as Row);
    return event ? [{ event, sequence: dynamodb?.SequenceNumber ?? '' }] : [];
  });

/** Publishes the events of a stream batch. If the bus rejects an event, Lambda retries the batch from that record on (E3). */
export const onStream =
  (context: Context) =>
  async (stream: readonly DynamoDBRecord[]): Promise<DynamoDBBatchResponse> => {
    const found = eventsOf(stream, context.records);
    const failed = await publishEvents(context)(found.map(({ event }) => event));
    if (failed.length > 0) context.notPublished(failed.length);
    const first = found.find(({ event }) => failed.includes(event.id));
    return { batchItemFailures: first ? [{ itemIdentifier: first.sequence }] : [] };
  };
