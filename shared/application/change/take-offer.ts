import type { AwaitingChange, ScheduledChange } from '../../domain/change/change.ts';
import { type Conflict, isBlocking } from '../../domain/change/conflict.ts';
import { isOffer, offeredTimes } from '../../domain/change/window-offer.ts';
import type { WorkflowRun } from '../../domain/change/workflow-run.ts';
import type { Instant } from '../../domain/clock.ts';
import { conflict } from '../../domain/errors.ts';
import { contestedIn } from '../../domain/reservation/footprint.ts';
import type { Write } from '../../domain/store.ts';
import type { Window } from '../../domain/window/window.ts';
import { type ChangeContext, dueAt } from './context.ts';
import { findConflicts, readAskedWork } from './find-conflicts.ts';

/** The times that the start of the work fixes, and the writes that reserve them. */
interface TakenTimes {
  readonly start: Instant;
  readonly end: Instant;
  readonly writes: readonly Write[];
  /** The conflicts of the change at these times. */
  readonly conflicts: readonly Conflict[];
}

/** The next execution of a workflow. A task of the one before that still waits for a decision is called back, so that it ends. */
const runAgain = ({ token, ...run }: WorkflowRun, startedAt: Instant): WorkflowRun => ({
  ...run,
  version: run.version + 1,
  attempt: run.attempt + 1,
  formerToken: token ?? run.formerToken,
  startedAt,
});

/**
 * Fixes the times of a window whose start was not agreed (T8): from now on, for its length. What scheduling does for other windows is done
 * here: it compares the reservations, and its writes move on the versions that it has read, and fail if a calendar has changed since. A new execution of the workflow waits for the
 * end (W5). Conflicts do not stop an emergency (H7).
 * @throws DomainError conflict `change/conflict`
 */
export const takeOffer = async (context: ChangeContext, change: AwaitingChange | ScheduledChange, now: Instant): Promise<TakenTimes> => {
  const { changes, calendars, reservations, store } = context;
  const times = offeredTimes(change.window, now);
  const { start, end } = times;
  const { wanted, services } = await readAskedWork(context)({ ...change, window: { ...change.window, ...times } });
  const versions = await reservations.versions(contestedIn(wanted), start, end);
  const rules = await calendars.rules();
  const conflicts = await findConflicts(context)(change, { wanted, services }, { rules });
  const blocking = conflicts.find(isBlocking);
  if (blocking && change.type !== 'emergency') throw conflict('change/conflict', blocking.detail);
  const run = await changes.run(change.id);
  await store.writeOnce(reservations.save(wanted));
  return {
    ...times,
    conflicts,
    writes: [
      ...versions.map((version) => reservations.saveVersion({ ...version, version: version.version + 1 })),
      ...(change.type === 'emergency' ? [] : [calendars.unchanged(rules)]),
      ...(run ? [changes.saveRun(runAgain(run, start))] : []),
      dueAt(context, 'advance', change.id, end),
    ],
  };
};

/** The times of a change that starts now. Those of a window with an agreed start stay what they are. */
export const timesAtStart = async (context: ChangeContext, change: ScheduledChange, window: Window, now: Instant): Promise<TakenTimes> =>
  isOffer(window) ? takeOffer(context, change, now) : { start: window.start, end: window.end, conflicts: change.conflicts, writes: [] };
