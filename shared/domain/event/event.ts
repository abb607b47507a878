import type { Instant } from '../clock.ts';
import type { Page, PageRequest, Write } from '../store.ts';

/** What an event is about: one resource. */
export interface Subject {
  readonly type: string;
  readonly id: string;
}

/**
 * One fact that happened: an audit entry and a message in one (E1). It is written in the transaction of the fact (E3). The body names rows
 * by id and stays under 32 kB; it holds no secrets and no personal data beyond ids.
 */
export interface Event {
  readonly id: string;
  readonly version: number;
  /** Past tense, from the list of event names. */
  readonly name: string;
  /** The version of this event's body. */
  readonly schema: number;
  /** `person:<id>`, `client:<id>`, `monitor:<id>` or `system`. */
  readonly actor: string;
  readonly subject: Subject;
  readonly time: Instant;
  /** The change under which it happened, if any. */
  readonly change?: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The actor where no person, client or monitor is. */
export const system = 'system';

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
  pending(before: string, limit: number): Promise<readonly Event[]>;
  /** Marks it as published. */
  published(event: Event): Write;
}
