import type { Agreement } from '../agreement/agreement.ts';
import type { Change } from '../change/change.ts';
import { isFailure } from '../change/outcomes.ts';
import { earlier, type Instant, instantOf, millis, plus } from '../clock.ts';
import { durationMillis } from '../values.ts';
import { overAt, type ServiceWindow, type Window } from '../window/window.ts';
import type { AgreedWindow, WindowRefusal } from './agreed-downtime.ts';

/** A window with its change, and the rows that list the service for it, one for each revision. */
export interface ListedWindow {
  readonly window: Window;
  readonly change: Change;
  readonly rows: readonly Pick<ServiceWindow, 'revision' | 'end' | 'digest'>[];
  /** How long before it must be approved, in milliseconds: what the agreement in force at its start says. */
  readonly notice: number;
}

/** How long before its start a window must be approved by an agreement, in milliseconds. */
export const noticeOf = (agreement: Pick<Agreement, 'minimumNotice'> | undefined): number =>
  agreement?.minimumNotice === undefined ? 0 : durationMillis(agreement.minimumNotice);

/** When the downtime of a window begins to be agreed. Of one that waits for its implementer, when the work was started. */
const beginOf = ({ mode, start, startedAt = start }: Window): Instant => (mode === 'planned' ? start : startedAt);

/**
 * Whether a window counted as agreed before its end, or its withdrawal, told otherwise: one that was scheduled, not that of an emergency, and
 * not one that waited for its implementer.
 */
export const mayHaveAgreed = ({ type }: Change, { mode, scheduledAt, startedAt }: Window): boolean =>
  type !== 'emergency' && scheduledAt !== undefined && (mode === 'planned' || startedAt !== undefined);

/** Whether the work was never started: a planned window counts until its end or its withdrawal shows that nobody did (H11). */
const isNotStarted = ({ mode, startedAt, withdrawnAt }: Window, { notStarted }: Change): boolean =>
  notStarted || (startedAt === undefined && (mode !== 'planned' || withdrawnAt !== undefined));

const refusalOf = ({ window, change, notice }: ListedWindow): WindowRefusal | undefined => {
  if (change.type === 'emergency') return 'emergency';
  const { agreedAt = window.start } = window;
  if (plus(agreedAt, notice) > window.start) return 'short-notice';
  return isNotStarted(window, change) ? 'not-started' : undefined;
};

/** When the change of a window was on hold, in milliseconds. One that still is, is on hold up to the end of the window. */
const onHoldOf = ({ onHold, end }: Window): AgreedWindow['onHold'] =>
  onHold.map((hold) => ({ from: millis(hold.from), to: millis(hold.to ?? end) }));

/** The end that was approved with enough notice: an extension must be approved that long before the end that it moves (W2). */
const noticedEnd = ({ window, rows, notice }: ListedWindow): Instant => {
  const [first, ...extensions] = rows.toSorted((one, other) => one.revision - other.revision);
  let end = first?.end ?? window.end;
  for (const { revision, end: later } of extensions) {
    const since = window.inForce.find((time) => time.revision === revision)?.from;
    if (since === undefined || plus(since, notice) > end) break;
    end = later;
  }
  return earlier(end, window.end);
};

const earliest = (times: readonly (Instant | undefined)[]): Instant | undefined => times.filter((time) => time !== undefined).toSorted()[0];

/**
 * What a window agrees for a service that was listed for it (L2), or undefined if it was never scheduled, or withdrawn before it began. It
 * agrees up to its length from its start to its end, or until the work ended or failed before that, and not while the change was on hold.
 */
export const agreedWindow = (listed: ListedWindow): AgreedWindow | undefined => {
  const { window, change, rows } = listed;
  const isListed = rows.some(({ digest }) => digest === window.digest);
  const begin = beginOf(window);
  if (!isListed || window.scheduledAt === undefined || (window.withdrawnAt !== undefined && window.withdrawnAt <= begin)) return undefined;
  const from = millis(begin);
  const to = Math.max(from, millis(noticedEnd(listed)));
  const { agreedDowntime } = change.window ?? {};
  const endedAt = earliest([change.actualEnd, change.finishedAt, overAt(window)]) ?? instantOf(to);
  return {
    ...{ id: window.id, change: window.change, from, to },
    length: Math.min(to - from, agreedDowntime === undefined ? to - from : durationMillis(agreedDowntime)),
    endedAt: millis(endedAt),
    isFailed: change.outcomes.some(isFailure),
    onHold: onHoldOf(window),
    isWaiting: isNotStarted(window, change),
    refusal: refusalOf(listed),
  };
};
