import type { Instant } from '../clock.ts';
import type { Write } from '../store.ts';

/** What an event is about: one resource. */
export interface Subject {
  readonly type: string;
  readonly id: string;
}

/**
 * One fact that happened: audit entry and message at once (E1). Written in the transaction of the fact it records (E3). The body
 * names rows instead of carrying them and stays under 32 kB; it holds no secret and no personal data beyond ids.
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

/** Who may be named as the cause where no person or client is. */
export const system = 'system';

export interface EventRepository {
  /** Writes the event beside the fact it records; it is published soon after, at least once (E3). */
  record(event: Event): Write;
  /** All events of one subject, oldest first. */
  of(subject: Subject, after?: string, limit?: number): Promise<readonly Event[]>;
  /** Events that were not published before `before`, oldest first, up to `limit` a shard (T4; the sweep's). */
  pending(before: string, limit: number): Promise<readonly Event[]>;
  /** Marks it as published. */
  published(event: Event): Write;
}
