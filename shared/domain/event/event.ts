import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { lazily, type Shape } from '../lazily.ts';
import type { Page, PageRequest, Write } from '../store.ts';
import { StoredTime } from '../values.ts';

/** What an event is about: one resource. */
export const Subject = lazily(() => z.strictObject({ type: z.string(), id: z.string() }));
export type Subject = Shape<typeof Subject>;

/**
 * One fact that happened: audit entry and message at once (E1). Written in the transaction of the fact it records (E3). The body
 * names rows instead of carrying them and stays under 32 kB; it holds no secret and no personal data beyond ids.
 */
export const Event = lazily(() =>
  z
    .strictObject({
      id: z.string(),
      version: z.int().min(1),
      /** Past tense, from the list of event names. */
      name: z.string(),
      /** The version of this event's body. */
      schema: z.int().min(1),
      /** `person:<id>`, `client:<id>`, `monitor:<id>` or `system`. */
      actor: z.string(),
      subject: Subject(),
      time: StoredTime(),
      /** The change under which it happened, if any. */
      change: z.string().optional(),
      body: z.record(z.string(), z.unknown()),
    })
    .meta({ id: 'Event' }),
);
export type Event = Shape<typeof Event>;

/** Who may be named as the cause where no person or client is. */
export const system = 'system';

/** Events that wait; a row that is none of them stops no other (E3), and says why. */
export interface PendingEvents {
  readonly events: readonly Event[];
  readonly unreadable: readonly unknown[];
}

/** Kinds of subjects that events are about. */
export const subjectTypes = ['item', 'change', 'monitor', 'person', 'team', 'contact-group', 'client'] as const;

/** Which events a list has. */
export interface EventFilter {
  /** Times from here on, up to there, both inclusive. */
  readonly from: Instant;
  readonly to: Instant;
  /** Of this subject only. */
  readonly subject?: Subject | undefined;
}

export interface EventRepository {
  /** Writes the event beside the fact it records; it is published soon after, at least once (E3). */
  record(event: Event): Write;
  /** All events of one subject, oldest first. */
  of(subject: Subject, after?: string, limit?: number): Promise<readonly Event[]>;
  /** Events of a time, newest first, for lists (T4). */
  page(request: PageRequest & EventFilter, keep?: (event: Event) => boolean): Promise<Page<Event>>;
  /** Events that were not published before `before`, oldest first, up to `limit` a shard (T4; the sweep's). */
  pending(before: string, limit: number): Promise<PendingEvents>;
  /** Marks it as published. */
  published(event: Event): Write;
}
