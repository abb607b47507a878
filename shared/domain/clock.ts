/** The current time. It is passed in, so that tests can set it. */
export interface Clock {
  /** Now, as RFC 3339 UTC in milliseconds: `2026-11-24T02:00:00.000Z`. Strings of this form sort by time. */
  now(): Instant;
}

/** An instant as RFC 3339 UTC in milliseconds (T10). */
export type Instant = string;

/** Creates ids. They are UUIDv7, so they sort by the time of creation. Passed in, so that tests can set them. */
export interface Ids {
  next(): string;
}

/** The current date in UTC: `2026-11-24`. */
export const todayOf = ({ clock }: { readonly clock: Clock }): string => clock.now().slice(0, 10);

export const millis = (instant: Instant): number => Date.parse(instant);
export const instantOf = (epochMillis: number): Instant => new Date(epochMillis).toISOString();
/** Instants of later years do not sort as text. */
const lastInstant: Instant = '9999-12-31T23:59:59.999Z';
/** The instant so many milliseconds later, at the latest the last one of the year 9999. */
export const plus = (instant: Instant, milliseconds: number): Instant =>
  instantOf(Math.min(millis(instant) + milliseconds, millis(lastInstant)));
export const earlier = (one: Instant, other: Instant): Instant => (one < other ? one : other);
export const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The seconds from now until a later instant, rounded up, and at least one. For the delays of SQS. */
export const secondsUntil = (now: Instant, then: Instant): number => Math.max(1, Math.ceil((millis(then) - millis(now)) / second));
