import type { Event, EventRepository, PendingEvents, Subject } from '../../domain/event/event.ts';
import { key, last, shardsOf } from '../define-row.ts';
import type { Records, Row } from '../records.ts';
import { indexes } from '../table.ts';
import { eventRow } from './event-rows.ts';

const readable = (rows: readonly Row[]): PendingEvents => {
  const [events, unreadable]: [Event[], unknown[]] = [[], []];
  for (const row of rows) {
    try {
      events.push(eventRow.fromRow(row));
    } catch (error) {
      unreadable.push(error);
    }
  }
  return { events, unreadable };
};

export const eventRepository = (records: Records): EventRepository => ({
  record: eventRow.save,
  published: (event) => eventRow.save({ ...event, version: event.version + 1 }),
  of: async (subject: Subject, after, limit) => {
    const partition = key(subject.type.toUpperCase(), subject.id);
    const rows = await records.query({
      partition,
      from: 'EVENT#',
      to: `EVENT#${last}`,
      ...(after ? { after: key('EVENT', after) } : {}),
      ...(limit ? { limit } : {}),
    });
    return rows.map(eventRow.fromRow);
  },
  pending: async (before, limit) => {
    const { sort } = indexes.pending;
    const shards = await Promise.all(
      shardsOf('EVENT').map((partition) => records.query({ index: 'pending', partition, to: before, limit })),
    );
    return readable(shards.flat().sort((one, other) => (String(one[sort]) < String(other[sort]) ? -1 : 1)));
  },
});
