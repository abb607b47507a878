import { type Consumer, type EventRecord, eventCatalog } from '../domain/event/event-catalog.ts';

/** The `source` of our events on the bus; `detail-type` is the event's name (E1). */
export const eventSource = 'quiesce';

const namesWhere = (matches: (record: EventRecord) => boolean): readonly string[] =>
  Object.entries<EventRecord>(eventCatalog).flatMap(([name, record]) => (matches(record) ? [name] : []));

const waking = (consumer: Consumer) => namesWhere(({ wakes }) => wakes?.includes(consumer) === true);

/** Names of the events that reach each consumer of the bus; its rules are made from this. */
export const routes = {
  workflow: waking('workflow'),
  release: waking('release'),
  notify: namesWhere(({ mail, notifies }) => mail !== undefined || notifies === true),
} as const;
