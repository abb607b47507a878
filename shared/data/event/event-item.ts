import { Event, type EventRepository, type PendingEvents, type Subject } from '../../domain/event/event.ts';
import { defineItem, key, last, shardOf, shardsOf } from '../define-item.ts';
import type { Records, Row } from '../records.ts';
import { indexes } from '../table.ts';

type StoredEvent = Event & { readonly published?: boolean };

/**
 * <SUBJECT>#<id> | EVENT#<event>                 history of the subject, oldest first (the event's id sorts by time)
 * byTime: EVENT#<day>#<shard> | <time>#<event>   all events of a day
 * pending: EVENT#<shard> | <time>#<event>        not published yet (E3); published is having no such key
 */
const eventItem = defineItem<StoredEvent, Pick<Event, 'subject' | 'id'>>({
  type: 'Event',
  schema: Event,
  primary: ({ subject, id }) => ({ pk: key(subject.type.toUpperCase(), subject.id), sk: key('EVENT', id) }),
  indexes: ({ id, time, version }) => ({
    byTime: [key('EVENT', time.slice(0, 10), shardOf(id)), key(time, id)],
    pending: version === 1 ? [key('EVENT', shardOf(id)), key(time, id)] : undefined,
  }),
});

/** The event that a row of the stream holds, if it is one that waits to be published. */
export const pendingEventOf = (row: Parameters<typeof eventItem.fromRow>[0]): Event | undefined =>
  eventItem.is(row) && row.version === 1 ? eventItem.fromRow(row) : undefined;

const readable = (rows: readonly Row[]): PendingEvents => {
  const [events, unreadable]: [Event[], unknown[]] = [[], []];
  for (const row of rows) {
    try {
      events.push(eventItem.fromRow(row));
    } catch (error) {
      unreadable.push(error);
    }
  }
  return { events, unreadable };
};

export const eventRepository = (records: Records): EventRepository => ({
  record: eventItem.save,
  published: (event) => eventItem.save({ ...event, version: event.version + 1 }),
  of: async (subject: Subject, after, limit) => {
    const partition = key(subject.type.toUpperCase(), subject.id);
    const rows = await records.query({
      partition,
      from: 'EVENT#',
      to: `EVENT#${last}`,
      ...(after ? { after: key('EVENT', after) } : {}),
      ...(limit ? { limit } : {}),
    });
    return rows.map(eventItem.fromRow);
  },
  pending: async (before, limit) => {
    const { sort } = indexes.pending;
    const shards = await Promise.all(
      shardsOf('EVENT').map((partition) => records.query({ index: 'pending', partition, to: before, limit })),
    );
    return readable(shards.flat().sort((one, other) => (String(one[sort]) < String(other[sort]) ? -1 : 1)));
  },
});
