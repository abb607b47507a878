import { day, type Instant, millis, plus } from '../clock.ts';
import { durationMillis } from '../values.ts';
import type { Change } from './change.ts';
import type { ChangeWindow, RequestedTimes } from './change-core.ts';

/** How long the approval of a window of a length may take, and how long it then may be started. */
export const offerLife = day;

/** The longest window whose start is not agreed, in days: the times in which it may be approved and started are before it (T6). */
export const longestOfferDays = 12;

/**
 * The window of a change that is submitted now. If it has a length and no start, its times say when it may be started: from now on, for a
 * day (W2).
 */
export const plannedWindow = (window: RequestedTimes, now: Instant): ChangeWindow => {
  const { start, end } = window;
  if (window.length !== undefined || start === undefined || end === undefined) return { ...window, start: now, end: plus(now, offerLife) };
  return { ...window, start, end };
};

/** The times that a window of a length takes if its work starts at this instant. Those of any other window are fixed. */
export const offeredTimes = ({ start, end, length }: Pick<ChangeWindow, 'start' | 'end' | 'length'>, at: Instant) =>
  length === undefined ? { start, end } : { start: at, end: plus(at, durationMillis(length)) };

/** How long a window lasts, in milliseconds. */
export const lengthOf = ({ start, end, length }: RequestedTimes): number => {
  if (length !== undefined) return durationMillis(length);
  return start === undefined || end === undefined ? 0 : millis(end) - millis(start);
};

/** The window of a change as it was requested: with a start and an end, or with a length alone. */
export const requestedTimes = ({ window }: Pick<Change, 'window'>): RequestedTimes | undefined => {
  if (window?.length === undefined) return window;
  const { start, end, ...requested } = window;
  return requested;
};

/** A window whose start is not agreed, and that was not started: it reserves nothing, and its times say when it may be started. */
export const isOffer = ({
  length,
  startedAt,
}: {
  readonly length?: string | undefined;
  readonly startedAt?: Instant | undefined;
}): boolean => length !== undefined && startedAt === undefined;

/** Whether the window of a change has no agreed start and was not started. */
export const hasOffer = ({ window, startedAt }: Pick<Change, 'window' | 'startedAt'>): boolean =>
  window !== undefined && isOffer({ length: window.length, startedAt });

/** The latest end that a window can have: an offer may still be approved and started, and lasts for its length after that (T6). */
export const latestEndOf = ({ start, end, length }: Pick<ChangeWindow, 'start' | 'end' | 'length'>): Instant =>
  length === undefined ? end : plus(start, 2 * offerLife + durationMillis(length));
