import ical, { ICalEventStatus } from 'ical-generator';
import type { FeedEntry } from '../../shared/domain/calendar-feed/calendar-feed.ts';
import { Answer } from '../../shared/http/request.ts';

const statuses = {
  tentative: ICalEventStatus.TENTATIVE,
  confirmed: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
} as const satisfies Record<FeedEntry['status'], ICalEventStatus>;

/** How often programs are asked to read a feed again, in seconds. */
const refreshSeconds = 900;

/** A text as RFC 5545 (3.3.11) escapes it. The library escapes the texts of events, but not the name of the calendar. */
const escaped = (text: string): string => text.replace(/[\\,;]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** The calendar of a feed as iCalendar (RFC 5545). All times are in UTC, and the same changes give the same text. */
export const calendarFile = (name: string, entries: readonly FeedEntry[]): string => {
  const calendar = ical({ name: escaped(name), prodId: { company: 'Quiesce', product: 'Changes', language: 'EN' }, ttl: refreshSeconds });
  for (const { uid, title, start, end, status, sequence, createdAt, updatedAt } of entries)
    calendar.createEvent({
      ...{ id: uid, summary: title, start: new Date(start), end: new Date(end), status: statuses[status], sequence },
      ...{ stamp: new Date(updatedAt), lastModified: new Date(updatedAt), created: new Date(createdAt) },
    });
  return calendar.toString();
};

/** The answer with a calendar. Its address contains a secret, so nobody but the program keeps it, and nothing refers to it. */
export const calendarAnswer = (text: string): Answer =>
  new Answer(text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': 'inline; filename="changes.ics"',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    },
  });
