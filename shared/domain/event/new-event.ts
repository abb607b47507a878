import type { Clock, Ids } from '../clock.ts';
import type { Event, Subject } from './event.ts';
import { bodyOf, type EventName } from './event-catalog.ts';

interface Fact {
  readonly actor: string;
  readonly subject: Subject;
  readonly change?: string | undefined;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Creates an event with the current time. @throws Error if the body does not match the schema of the event, which is a bug */
export const newEvent =
  ({ clock, ids }: { readonly clock: Clock; readonly ids: Ids }) =>
  (name: EventName, { actor, subject, change, body = {} }: Fact): Event => ({
    id: ids.next(),
    version: 1,
    name,
    schema: 1,
    actor,
    subject,
    time: clock.now(),
    ...(change === undefined ? {} : { change }),
    body: bodyOf(name, body),
  });
