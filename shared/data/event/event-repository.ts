import type { Event, EventRepository, Subject } from '../../domain/event/event.ts';
import { shardsOf } from '../define-row.ts';
import { earliestIn } from '../earliest.ts';
import { rowsOfEntries } from '../index-rows.ts';
import { listDays } from '../list-days.ts';
import { listRows } from '../list-rows.ts';
import { readRow, readRows } from '../read-rows.ts';
import type { Records } from '../records.ts';
import { rowsOfDay } from '../rows-of-day.ts';
import { eventRow, historyOf } from './event-rows.ts';

export const eventRepository = (records: Records): EventRepository => ({
  record: eventRow.save,
  published: (event) => eventRow.save({ ...event, version: event.version + 1 }),
  of: async (subject: Subject, after, limit) => {
    const rows = await records.query({
      partition: historyOf(subject),
      ...(after ? { after } : {}),
      ...(limit ? { limit } : {}),
    });
    return readRows(records, eventRow, rows);
  },
  page: ({ subjects, from, to, ...request }, keep = () => true) => {
    if (!subjects) return listDays(records, eventRow, { ...request, prefix: 'EVENT', from, to, keep });
    const inRange = ({ time }: Event): boolean => from <= time && time <= to;
    return listRows(records, eventRow, {
      ...request,
      ...{ partitions: subjects.map(historyOf), descending: true },
      keep: (event) => inRange(event) && keep(event),
    });
  },
  ofDay: async (date) => (await rowsOfDay(records, 'EVENT', date)).map((row) => readRow(records, eventRow, row)),
  oldestPending: () => earliestIn(records, { index: 'pending', partitions: shardsOf('EVENT') }),
  pending: async (before, limit) => {
    const index = 'pending';
    const shards = await Promise.all(shardsOf('EVENT').map((partition) => records.entries({ index, partition, to: before, limit })));
    const oldest = shards.flat().toSorted((one, other) => (one.position < other.position ? -1 : 1));
    const rows = await rowsOfEntries(records, index, oldest.slice(0, limit));
    return readRows(
      records,
      eventRow,
      rows.filter((row) => row !== undefined),
    );
  },
});
