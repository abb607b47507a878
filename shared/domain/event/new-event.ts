import type { Clock, Ids } from '../clock.ts';
import type { Event, Subject } from './event.ts';

interface Fact {
  readonly actor: string;
  readonly subject: Subject;
  readonly change?: string | undefined;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** An event that happens now. */
export const newEvent =
  ({ clock, ids }: { readonly clock: Clock; readonly ids: Ids }) =>
  (name: string, { actor, subject, change, body = {} }: Fact): Event => ({
    id: ids.next(),
    version: 1,
    name,
    schema: 1,
    actor,
    subject,
    time: clock.now(),
    ...(change === undefined ? {} : { change }),
    body,
  });
