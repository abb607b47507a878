import { earlier, hour, type Ids, type Instant, minute, plus } from '../../domain/clock.ts';
import { type Due, type DueRepository, type Duty, hourOf, type Lane, newDue } from '../../domain/due/due.ts';
import type { Event, EventRepository } from '../../domain/event/event.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { type ReportMeasurements, secondsSince } from '../../domain/measurement.ts';
import { isStaleWrite, type Store, type Write } from '../../domain/store.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import { type MeasureContext, measureDelays } from './measure-delays.ts';

export interface SweepContext extends MeasureContext {
  readonly events: MeasureContext['events'] & Pick<EventRepository, 'pending'>;
  readonly dues: DueRepository;
  readonly windows: MeasureContext['windows'] & Pick<WindowRepository, 'restoreEpoch' | 'unreadableAt'>;
  readonly store: Store;
  readonly ids: Ids;
  /** Performs a duty for its subject. Running a duty twice is harmless (T9). */
  readonly duties: Readonly<Record<Duty, (subject: string) => Promise<unknown>>>;
  readonly publish: (events: readonly Event[]) => Promise<readonly string[]>;
  /** Called when a duty or a measurement has failed, to report it. */
  readonly failed: (due: FailedDuty, error: unknown) => void;
  /** Called when the event bus did not accept events, to report it. */
  readonly notPublished: (events: number) => void;
  readonly measured: ReportMeasurements;
  /** How long this run may start new work, in milliseconds. */
  readonly budgetMillis: number;
}

type FailedDuty = Pick<Due, 'subject'> & { readonly duty: Duty | 'measure' };

/** How many rows are read at a time, and how many duties run at once. */
const batch = 100;
const concurrency = 5;
/** The cursor moves past an hour only if it is empty and ended this long ago, because a slow writer may still add rows to it. */
const settledAfter = 10 * minute;
/** Events that are pending for longer than this are published by the sweep (E3). */
const pendingAfter = 2 * minute;

/** Runs the function and ignores a stale write, which means that another run has done the work. */
const unlessDone = async (run: () => Promise<void>): Promise<void> => {
  try {
    await run();
  } catch (error) {
    if (!isStaleWrite(error)) throw error;
  }
};

const commitUnlessDone = (store: Store, writes: readonly Write[]): Promise<void> => unlessDone(() => store.commit(writes));

/** A duty that fails is due again in a minute, so that it does not block the rows behind it. */
const perform = async (context: SweepContext, due: Due): Promise<void> => {
  const { duties, dues, store, clock, failed } = context;
  try {
    await unlessDone(async () => {
      await duties[due.duty](due.subject);
    });
    await commitUnlessDone(store, [dues.remove(due)]);
  } catch (error) {
    failed(due, error);
    await commitUnlessDone(store, [dues.remove(due), dues.save(newDue(context)(due.duty, due.subject, plus(clock.now(), minute)))]);
  }
};

/** One run: until when it may start new work, and when the first work that it found had been due. */
interface SweepRun {
  readonly until: Instant;
  firstDue?: Instant;
}

/** Performs everything that is due in one hour until the time budget ends. Returns whether the hour is empty now. */
const sweepHour = async (context: SweepContext, lane: Lane, at: { readonly hour: string; readonly run: SweepRun }): Promise<boolean> => {
  const { run } = at;
  for (;;) {
    const now = context.clock.now();
    const due = await context.dues.of(lane, at.hour, now, batch);
    const [first] = due;
    if (!first) return true;
    if (lane !== 'day') run.firstDue = earlier(run.firstDue ?? first.at, first.at);
    if (now > run.until) return false;
    await inParallel(due, concurrency, (one) => perform(context, one));
  }
};

const hoursBetween = (from: string, to: string): readonly string[] => {
  const hours: string[] = [];
  for (let at = `${from}:00:00.000Z`; hourOf(at) <= to; at = plus(at, hour)) hours.push(hourOf(at));
  return hours;
};

/** Performs what is due in a lane, and moves the lane's cursor past hours that are empty and old enough (T9). */
const sweepLane = async (context: SweepContext, lane: Lane, run: SweepRun): Promise<void> => {
  const { dues, store } = context;
  const cursor = await dues.cursor(lane);
  const now = context.clock.now();
  const from = cursor?.hour ?? hourOf(plus(now, -hour));
  let passed = from;
  let unbroken = true;
  for (const name of hoursBetween(from, hourOf(now))) {
    const empty = await sweepHour(context, lane, { hour: name, run });
    const settled = plus(`${name}:00:00.000Z`, hour + settledAfter) <= now;
    unbroken = unbroken && empty && settled;
    if (unbroken) passed = hourOf(plus(`${name}:00:00.000Z`, hour));
  }
  if (!cursor || passed > from) await commitUnlessDone(store, [dues.moveCursor(lane, passed, cursor?.version ?? 0)]);
};

/** Publishes events that have waited too long: their stream record was lost, or the event bus did not accept them (E3). */
const publishPending = async (context: SweepContext): Promise<void> => {
  const events = await context.events.pending(plus(context.clock.now(), -pendingAfter), batch);
  const refused = events.length > 0 ? await context.publish(events) : [];
  if (refused.length > 0) context.notPublished(refused.length);
};

/** Reports how late things are. If that fails, the work of the sweep still goes on. */
const measure = async (context: SweepContext): Promise<void> => {
  try {
    context.measured(await measureDelays(context)());
  } catch (error) {
    context.failed({ duty: 'measure', subject: 'delays' }, error);
  }
};

/**
 * Creates a duty once after each restore of the table: windows that need confirmation are no longer in force, so what is held under them has
 * to be sent (S2). A table that was never restored costs no read.
 */
const noticeRestore = async (context: SweepContext): Promise<void> => {
  const { dues, store, clock, windows } = context;
  const epoch = windows.restoreEpoch;
  if (epoch === 0) return;
  const noticed = await dues.noticedRestore();
  if (noticed && noticed.epoch >= epoch) return;
  const due = newDue(context)('restore', String(epoch), clock.now());
  await commitUnlessDone(store, [dues.saveNoticedRestore({ epoch, version: (noticed?.version ?? 0) + 1 }), dues.save(due)]);
};

/**
 * Releases what is held under a window that has become unreadable: it suppresses nothing, and nothing else may read it before its end (S2).
 */
const releaseUnreadable = async ({ windows, duties, clock }: SweepContext): Promise<void> => {
  for (const id of await windows.unreadableAt(clock.now())) await duties.release(id);
};

/**
 * The safety net for everything that must happen in time (T9): performs what is due, publishes events that are still pending, and releases
 * what is held under unreadable windows. Outages come after all that alerts and windows need, and the lane `day` comes last. Running the sweep
 * twice is harmless.
 */
export const sweep = (context: SweepContext) => async (): Promise<void> => {
  const startedAt = context.clock.now();
  const run: SweepRun = { until: plus(startedAt, context.budgetMillis) };
  await measure(context);
  await noticeRestore(context);
  await sweepLane(context, 'minute', run);
  await sweepLane(context, 'alerts', run);
  await publishPending(context);
  await releaseUnreadable(context);
  await sweepLane(context, 'outages', run);
  context.measured({ lagSeconds: secondsSince(run.firstDue, startedAt) });
  await sweepLane(context, 'day', run);
};
