import type { EventRepository, Subject } from '../../domain/event/event.ts';
import { key, last, shardsOf } from '../define-row.ts';
import { readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { indexes } from '../table.ts';
import { eventRow } from './event-rows.ts';

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
    return readRows(records, eventRow, rows);
  },
  pending: async (before, limit) => {
    const { sort } = indexes.pending;
    const shards = await Promise.all(
      shardsOf('EVENT').map((partition) => records.query({ index: 'pending', partition, to: before, limit })),
    );
    return readRows(
      records,
      eventRow,
      shards.flat().sort((one, other) => (String(one[sort]) < String(other[sort]) ? -1 : 1)),
    );
  },
});
