import type { Instant } from '../clock.ts';
import type { Page, PageRequest, Write } from '../store.ts';

/** The resource that an event is about. */
export interface Subject {
  readonly type: string;
  readonly id: string;
}

/**
 * One fact that happened. It is both the audit entry and the message to consumers (E1). It is written in the same transaction as the fact
 * (E3). The body names rows by id and has at most 32 kB, or as many as the event catalog says. It contains no secrets, and
 * no personal data other than ids.
 */
export interface Event {
  readonly id: string;
  readonly version: number;
  /** A name of the event catalog, in the past tense. */
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

/** The actor of events that no person, client or monitor caused. */
export const system = 'system';

/** The types of resources that events are about. */
export const subjectTypes = [
  'item',
  'change',
  'monitor',
  'person',
  'team',
  'contact-group',
  'client',
  'pool',
  'book',
  'category',
  'class',
  'approval-policy',
  'change-template',
  'delegation',
  'contract',
  'freeze',
  'maintenance-hours',
  'patch-schedule',
  'calendar-feed',
] as const;

/** Filters of a list of events. */
export interface EventFilter {
  /** The earliest and the latest time, both inclusive. */
  readonly from: Instant;
  readonly to: Instant;
  /** Only events of these subjects. There are several for a merged item, one for each of its ids (C1). */
  readonly subjects?: readonly Subject[] | undefined;
}

export interface EventRepository {
  /** Writes the event, in the same transaction as its fact. The event is published soon afterwards, at least once (E3). */
  record(event: Event): Write;
  /** All events of one subject, oldest first. */
  of(subject: Subject, after?: string, limit?: number): Promise<readonly Event[]>;
  /** Events of a time range, newest first. For lists only (T4). */
  page(request: PageRequest & EventFilter, keep?: (event: Event) => boolean): Promise<Page<Event>>;
  /** All events of a day in UTC. @throws RowUnreadable */
  ofDay(date: string): Promise<readonly Event[]>;
  /** Events that were recorded before `before` and are not published yet, oldest first, at most `limit` for each shard (T4). */
  pending(before: string, limit: number): Promise<readonly Event[]>;
  /** When the oldest event that is not published yet was recorded. */
  oldestPending(): Promise<Instant | undefined>;
  /** Marks the event as published. */
  published(event: Event): Write;
}
