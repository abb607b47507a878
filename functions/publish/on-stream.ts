import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { publishEvents } from '../../shared/application/event/publish-events.ts';
import { pendingEventOf } from '../../shared/data/event/event-rows.ts';
import type { Row } from '../../shared/data/records.ts';
import type { Event } from '../../shared/domain/event/event.ts';

type Context = Parameters<typeof publishEvents>[0] & { readonly unreadable: (error: unknown) => void };

/** Events of stream records with the record's number; one that cannot be read is said and left to the sweep: it never stops a shard. */
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

/** Publishes what a batch of the stream holds; what the bus did not take is reported, from the first on (E3). */
export const onStream =
  (context: Context) =>
  async (records: readonly DynamoDBRecord[]): Promise<DynamoDBBatchResponse> => {
    const found = eventsOf(records, context.unreadable);
    const failed = await publishEvents(context)(found.map(({ event }) => event));
    const first = found.find(({ event }) => failed.includes(event.id));
    return { batchItemFailures: first ? [{ itemIdentifier: first.sequence }] : [] };
  };
