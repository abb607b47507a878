import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { publishEvents } from '../../shared/application/event/publish-events.ts';
import { pendingEventOf } from '../../shared/data/event/event-rows.ts';
import type { Row } from '../../shared/data/records.ts';
import type { Event } from '../../shared/domain/event/event.ts';

type Context = Parameters<typeof publishEvents>[0] & { readonly unreadable: (error: unknown) => void };

/**
 * Events of stream records, each with the record's sequence number. A record that cannot be read is logged and left to the sweep, so that it
 * never stops a shard.
 */
const eventsOf = (records: readonly DynamoDBRecord[], unreadable: Context['unreadable']): readonly { event: Event; sequence: string }[] =>
  records.flatMap(({ dynamodb }) => {
    try {
      const event = dynamodb?.NewImage && pendingEventOf(unmarshall(dynamodb.NewImage as Parameters<typeof unmarshall>[0]) as Row);
      return event ? [{ event, sequence: dynamodb?.SequenceNumber ?? '' }] : [];
    } catch (error) {
      unreadable(error);
      return [];
    }
  });

/** Publishes the events of a batch of the stream. If the bus refuses an event, the stream brings the batch again from there (E3). */
export const onStream =
  (context: Context) =>
  async (records: readonly DynamoDBRecord[]): Promise<DynamoDBBatchResponse> => {
    const found = eventsOf(records, context.unreadable);
    const failed = await publishEvents(context)(found.map(({ event }) => event));
    const first = found.find(({ event }) => failed.includes(event.id));
    return { batchItemFailures: first ? [{ itemIdentifier: first.sequence }] : [] };
  };
