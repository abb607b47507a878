import { earlier, type Instant } from '../clock.ts';
import { isOrdinary } from '../values.ts';
import type { AlertWarning, ReceivedAlert } from './received-alert.ts';

/** Times before this are Go's zero time: the time is not set. */
const earliestTime = '0002';

/** Any RFC 3339 time, also with nanoseconds, in milliseconds. Undefined for everything else, and for years that do not sort as text. */
const instantIn = (value: unknown): Instant | undefined => {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T/i.test(value)) return undefined;
  const at = new Date(value);
  return isOrdinary(at) ? at.toISOString() : undefined;
};

const timeIn = (value: unknown): Instant | undefined => {
  const at = instantIn(value);
  return at !== undefined && at > earliestTime ? at : undefined;
};

type StartReading = Pick<ReceivedAlert, 'startsAt' | 'sentStartsAt'> & { readonly warnings: readonly AlertWarning[] };

/** Reads the start of an alert. A start that cannot be read, or that lies ahead of the receipt, counts as the receipt (S9). */
export const startIn = (value: unknown, receipt: Instant): StartReading => {
  const sent = timeIn(value);
  if (sent === undefined) return { startsAt: receipt, warnings: ['starts-at-unreadable'] };
  if (sent > receipt) return { startsAt: receipt, sentStartsAt: sent, warnings: ['starts-at-ahead'] };
  return { startsAt: sent, warnings: [] };
};

type EndReading = Pick<ReceivedAlert, 'endsAt'> & { readonly warnings: readonly AlertWarning[] };

/** Whether a time is left out on purpose: an alert that fires has no end. */
const isUnset = (value: unknown): boolean => value === undefined || value === null || value === '' || instantIn(value) !== undefined;

/** Reads the end of an alert. An end that cannot be read, or that lies ahead of the receipt, counts as the receipt. */
export const endIn = (value: unknown, status: ReceivedAlert['status'], receipt: Instant): EndReading => {
  const sent = timeIn(value);
  if (sent !== undefined) return { endsAt: earlier(sent, receipt), warnings: [] };
  return { endsAt: receipt, warnings: status === 'firing' && isUnset(value) ? [] : ['ends-at-unreadable'] };
};
