import type { ScheduledChange } from '../../domain/change/change.ts';
import { isBlocking } from '../../domain/change/conflict.ts';
import { isOffer, offeredTimes } from '../../domain/change/window-offer.ts';
import type { Instant } from '../../domain/clock.ts';
import { conflict } from '../../domain/errors.ts';
import { contestedIn } from '../../domain/reservation/footprint.ts';
import type { Write } from '../../domain/store.ts';
import type { Window } from '../../domain/window/window.ts';
import { type ChangeContext, dueAt } from './context.ts';
import { findConflicts, readReservation } from './find-conflicts.ts';

/** The times that the start of the work fixes, and the writes that reserve them. */
interface TakenTimes {
  readonly start: Instant;
  readonly end: Instant;
  readonly writes: readonly Write[];
}

/**
 * Fixes the times of a window whose start was not agreed (T8): from now on, for its length. What scheduling does for other windows is done
 * here: it compares the reservations, and its writes move on the versions that it has read. A new execution of the workflow waits for the
 * end (W5).
 * @throws DomainError conflict `change/conflict`
 */
const takeOffer = async (context: ChangeContext, change: ScheduledChange, now: Instant): Promise<TakenTimes> => {
  const { changes, reservations, store } = context;
  const times = offeredTimes(change.window, now);
  const { start, end } = times;
  const wanted = await readReservation(context)({ ...change, window: { ...change.window, ...times } });
  const versions = await reservations.versions(contestedIn(wanted), start, end);
  const blocking = (await findConflicts(context)(change, wanted)).find(isBlocking);
  if (blocking) throw conflict('change/conflict', blocking.detail);
  const run = await changes.run(change.id);
  await store.writeOnce(reservations.save(wanted));
  return {
    ...times,
    writes: [
      ...versions.map((version) => reservations.saveVersion({ ...version, version: version.version + 1 })),
      ...(run ? [changes.saveRun({ ...run, version: run.version + 1, attempt: run.attempt + 1, startedAt: start })] : []),
      dueAt(context, 'advance', change.id, end),
    ],
  };
};

/** The times of a change that starts now. Those of a window with an agreed start stay what they are. */
export const timesAtStart = async (context: ChangeContext, change: ScheduledChange, window: Window, now: Instant): Promise<TakenTimes> =>
  isOffer(window) ? takeOffer(context, change, now) : { start: window.start, end: window.end, writes: [] };
