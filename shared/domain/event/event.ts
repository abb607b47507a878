import * as z from 'zod';
import type { Instant } from '../clock.ts';
import { lazily, type Shape } from '../lazily.ts';
import type { Page, PageRequest, Write } from '../store.ts';
import { StoredTime } from '../values.ts';

/** What an event is about: one resource. */
export const Subject = lazily(() => z.strictObject({ type: z.string(), id: z.string() }));
export type Subject = Shape<typeof Subject>;

/**
 * One fact that happened: an audit entry and a message in one (E1). It is written in the transaction of the fact (E3). The body names rows
 * by id and stays under 32 kB; it holds no secrets and no personal data beyond ids.
 */
export const Event = lazily(() =>
  z
    .strictObject({
      id: z.string(),
      version: z.int().min(1),
      /** From the event catalog; a row may have a name that this version does not know. */
      name: z.string(),
      /** The version of this event's body. */
      schema: z.int().min(1),
      /** `person:<id>`, `client:<id>`, `monitor:<id>` or `system`. */
      actor: z.string(),
      subject: Subject(),
      time: StoredTime(),
      /** The change that it belongs to, if any. */
      change: z.string().optional(),
      body: z.record(z.string(), z.unknown()),
    })
    .meta({ id: 'Event' }),
);
export type Event = Shape<typeof Event>;

/** The actor where no person, client or monitor is. */
export const system = 'system';

/** Events that wait to be published, and the errors of rows that could not be read: these do not stop the others (E3). */
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
  /** Writes the event, in the transaction of its fact. It is published soon after, at least once (E3). */
  record(event: Event): Write;
  /** All events of one subject, oldest first. */
  of(subject: Subject, after?: string, limit?: number): Promise<readonly Event[]>;
  /** Events of a time, newest first, for lists (T4). */
  page(request: PageRequest & EventFilter, keep?: (event: Event) => boolean): Promise<Page<Event>>;
  /** Events recorded before `before` that are not published yet, oldest first, up to `limit` a shard (T4). */
  pending(before: string, limit: number): Promise<PendingEvents>;
  /** Marks it as published. */
  published(event: Event): Write;
}
