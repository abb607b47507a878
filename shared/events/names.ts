import { eventCatalog } from '../domain/event/event-catalog.ts';
import type { Consumer, EventRecord } from '../domain/event/event-record.ts';

/** The `source` of the events that Quiesce puts on the bus. Their `detail-type` is the name of the event (E1). */
export const eventSource = 'quiesce';

const namesWhere = (matches: (record: EventRecord) => boolean): readonly string[] =>
  Object.entries<EventRecord>(eventCatalog).flatMap(([name, record]) => (matches(record) ? [name] : []));

const namesFor = (consumer: Consumer) => namesWhere(({ wakes }) => wakes?.includes(consumer) === true);

/** The names of the events that each consumer receives. The rules of the event bus are generated from this. */
export const routes = {
  workflow: namesFor('workflow'),
  release: namesFor('release'),
  notify: namesWhere(({ mail, notice }) => mail !== undefined || notice !== undefined),
} as const;
