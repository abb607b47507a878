import { Event } from '../../domain/event/event.ts';
import { defineRow, key, shardOf } from '../define-row.ts';
import { readRows } from '../read-rows.ts';
import type { Records, Row } from '../records.ts';

type StoredEvent = Event & { readonly published?: boolean };

/**
 * <SUBJECT>#<id> | EVENT#<event>                 history of the subject, oldest first (the event's id sorts by time)
 * byTime: EVENT#<day>#<shard> | <time>#<event>   all events of a day
 * pending: EVENT#<shard> | <time>#<event>        not published yet (E3); published is having no such key
 */
export const eventRow = defineRow<StoredEvent, Pick<Event, 'subject' | 'id'>>({
  type: 'Event',
  schema: Event,
  primary: ({ subject, id }) => ({ pk: key(subject.type.toUpperCase(), subject.id), sk: key('EVENT', id) }),
  indexes: ({ id, time, version }) => ({
    byTime: [key('EVENT', time.slice(0, 10), shardOf(id)), key(time, id)],
    pending: version === 1 ? [key('EVENT', shardOf(id)), key(time, id)] : undefined,
  }),
});

/** The event that a row of the stream holds, if it waits to be published. An unreadable row is reported, and none. */
export const pendingEventOf = (records: Pick<Records, 'unreadable'>, row: Row): Event | undefined =>
  eventRow.is(row) && row.version === 1 ? readRows(records, eventRow, [row])[0] : undefined;
