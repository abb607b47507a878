import type { ChangeIn, ScheduledChange } from '../../domain/change/change.ts';
import { hasOffer, isOffer } from '../../domain/change/window-offer.ts';
import { type Instant, plus } from '../../domain/clock.ts';
import { conflict } from '../../domain/errors.ts';
import { monthOf, monthsOf } from '../../domain/reservation/reservation.ts';
import type { Write } from '../../domain/store.ts';
import { durationMillis } from '../../domain/values.ts';
import type { Window } from '../../domain/window/window.ts';
import { type ChangeContext, dueAt } from './context.ts';
import { findConflicts } from './find-conflicts.ts';

/** The times that the start of the work fixes, and the writes that reserve them. */
interface TakenTimes {
  readonly start: Instant;
  readonly end: Instant;
  readonly writes: readonly Write[];
}

/** The time that a window of a length would take if it started at this instant. */
const timesFrom = (start: Instant, { window }: Pick<ChangeIn<'assessing' | 'scheduled'>, 'window'>): Pick<TakenTimes, 'start' | 'end'> => ({
  start,
  end: plus(start, durationMillis(window.length ?? 'PT0S')),
});

/** @throws DomainError conflict `change/conflict` if a window of a length could not be started now */
export const assertNoConflict = async (context: ChangeContext, change: ChangeIn<'assessing' | 'scheduled'>): Promise<void> => {
  if (!hasOffer(change)) return;
  const { windowId, items, window } = change;
  const { start, end } = timesFrom(context.clock.now(), change);
  const [first] = await findConflicts(context)({ window: windowId, items, start, end, suppress: window.suppress });
  if (first) throw conflict('change/conflict', `${first.number} is scheduled on one of the same CIs at that time`);
};

/**
 * Fixes the times of a window whose start was not agreed (T8): from now on, for its length. What scheduling does for other windows is done
 * here: it compares the reservations, and its writes move on the versions that it has read. A new execution of the workflow waits for the
 * end (W5).
 * @throws DomainError conflict `change/conflict`
 */
const takeOffer = async (context: ChangeContext, change: ScheduledChange, now: Instant): Promise<TakenTimes> => {
  const { changes, reservations, store } = context;
  const { window: requested, windowId, id, number, revision, items } = change;
  const { suppress } = requested;
  const { start, end } = timesFrom(now, change);
  const versions = await reservations.versions(monthsOf(start, end));
  await assertNoConflict(context, change);
  const run = await changes.run(id);
  const common = { window: windowId, change: id, number, revision, items, suppress, start, end, version: 1 as const };
  await store.writeOnce([reservations.save({ ...common, month: monthOf(start), shard: 0 })]);
  return {
    start,
    end,
    writes: [
      ...versions.map((version) => reservations.saveVersion({ ...version, version: version.version + 1 })),
      ...(run ? [changes.saveRun({ ...run, version: run.version + 1, attempt: run.attempt + 1, startedAt: start })] : []),
      dueAt(context, 'advance', id, end),
    ],
  };
};

/** The times of a change that starts now. Those of a window with an agreed start stay what they are. */
export const timesAtStart = async (context: ChangeContext, change: ScheduledChange, window: Window, now: Instant): Promise<TakenTimes> =>
  isOffer(window) ? takeOffer(context, change, now) : { start: window.start, end: window.end, writes: [] };
