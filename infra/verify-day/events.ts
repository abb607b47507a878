import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoRecords } from '../../shared/data/dynamo-records.ts';
import { eventRepository } from '../../shared/data/event/event-repository.ts';
import type { EventRepository } from '../../shared/domain/event/event.ts';

/** Nobody waits for an answer, so a table that is throttled has two minutes. */
const budgetMillis = 120_000;

/** The events of a table. `report` is told the key of a row that cannot be read. */
export const eventsIn = (client: DynamoDBClient, table: string, report: (line: string) => void): Pick<EventRepository, 'ofDay'> =>
  eventRepository(
    dynamoRecords({ table, client, budgetMillis, unreadable: ({ key, faults }) => report(`unreadable row ${key}: ${faults.join(', ')}`) }),
  );
