import * as z from 'zod';
import type { Event, Subject } from '../../domain/event/event.ts';
import { lazily } from '../../domain/lazily.ts';
import { StoredTime } from '../../domain/values.ts';
import { defineRow, key, shardOf } from '../define-row.ts';
import { readRows } from '../read-rows.ts';
import type { Records, Row } from '../records.ts';

const EventRow = lazily(() =>
  z.strictObject({
    id: z.string(),
    version: z.int().min(1),
    name: z.string(),
    schema: z.int().min(1),
    actor: z.string(),
    subject: z.strictObject({ type: z.string(), id: z.string() }),
    time: StoredTime(),
    change: z.string().optional(),
    body: z.record(z.string(), z.unknown()),
  }),
);

type StoredEvent = Event & { readonly published?: boolean };

/** The partition with the events of a subject. */
export const historyOf = ({ type, id }: Subject): string => key('EVENT', type.toUpperCase(), id);

/**
 * EVENT#<SUBJECT>#<id> | <event>                 history of the subject, oldest first, because event ids sort by time. It is a partition of
 *                                                its own, so that a function that records events need not be allowed to write the subject
 * byTime: EVENT#<day>#<shard> | <time>#<event>   all events of a day
 * pending: EVENT#<shard> | <time>#<event>        not published yet (E3); publishing removes this key
 */
export const eventRow = defineRow<StoredEvent, Pick<Event, 'subject' | 'id'>>({
  type: 'Event',
  schema: EventRow,
  primary: ({ subject, id }) => ({ pk: historyOf(subject), sk: id }),
  indexes: ({ id, time, version }) => ({
    byTime: [key('EVENT', time.slice(0, 10), shardOf(id)), key(time, id)],
    pending: version === 1 ? [key('EVENT', shardOf(id)), key(time, id)] : undefined,
  }),
});

/** The event in a row of the DynamoDB stream, if it is not published yet. An unreadable row is reported, and undefined is returned. */
export const pendingEventOf = (records: Pick<Records, 'unreadable'>, row: Row): Event | undefined =>
  eventRow.is(row) && row.version === 1 ? readRows(records, eventRow, [row])[0] : undefined;
