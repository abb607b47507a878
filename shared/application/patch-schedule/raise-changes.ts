import type { TimeSpan } from '../../domain/calendar/calendar-conflicts.ts';
import { nextOccurrences, type Occurrence, occurrencesIn } from '../../domain/calendar/occurrences.ts';
import { dated } from '../../domain/calendar/recurrence.ts';
import { type Instant, minute, plus } from '../../domain/clock.ts';
import { inParallel } from '../../domain/in-parallel.ts';
import { type PatchSchedule, raisedAt } from '../../domain/patch-schedule/patch-schedule.ts';
import type { Write } from '../../domain/store.ts';
import { durationMillis } from '../../domain/values.ts';
import { type RaiseContext, raisedFor, raiseOccurrence } from './raise-occurrence.ts';

/** The most changes that one run raises. It goes on a minute later, so that no schedule keeps the sweep from other work. */
const atOnce = 20;

/** The row for the next run of a schedule. It has a fixed id, so that runs that were begun by several rows go on by one. */
const nextRun = ({ dues }: RaiseContext, schedule: PatchSchedule, at: Instant): Write =>
  dues.save({ id: 'next', lane: 'minute', at, duty: 'raise', subject: schedule.id, version: 1 });

/** The occurrences that begin within `raiseAhead` of the schedule and have no change yet. */
export const unraised = async (
  context: RaiseContext,
  schedule: PatchSchedule,
  { start, end }: TimeSpan,
): Promise<readonly Occurrence[]> => {
  const ahead = await occurrencesIn(dated(schedule.recurrence, schedule.createdAt), { start, end });
  const due = ahead.filter((occurrence) => occurrence.start >= start);
  const raised = await inParallel(due, 8, (occurrence) => raisedFor(context, schedule, occurrence));
  return due.filter((_, at) => raised[at] === undefined);
};

/**
 * Raises the changes of a schedule that are due (H5): of occurrences that begin within `raiseAhead` and not in the past, each once. Then it
 * writes when it is due again. What was missed is raised late, as long as it has not begun.
 */
export const raiseChanges =
  (context: RaiseContext) =>
  async (id: string): Promise<void> => {
    const schedule = await context.patchSchedules.find(id);
    if (!schedule) return;
    const now = context.clock.now();
    const horizon = plus(now, durationMillis(schedule.raiseAhead));
    const due = await unraised(context, schedule, { start: now, end: plus(horizon, 1) });
    for (const occurrence of due.slice(0, atOnce)) await raiseOccurrence(context)(id, occurrence);
    if (due.length > atOnce) return context.store.writeOnce([nextRun(context, schedule, plus(now, minute))]);
    const [following] = await nextOccurrences(dated(schedule.recurrence, schedule.createdAt), plus(horizon, 1), 1);
    if (following) await context.store.writeOnce([nextRun(context, schedule, raisedAt(schedule, following))]);
  };
