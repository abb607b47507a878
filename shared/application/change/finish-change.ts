import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ItemOutcome } from '../../domain/change/change-fields.ts';
import { fitFor, moved } from '../../domain/change/change-transitions.ts';
import type { Outcome } from '../../domain/change/change-values.ts';
import { failedMask, impairedServicesOf } from '../../domain/change/outcomes.ts';
import { earlier, type Instant } from '../../domain/clock.ts';
import { invalid } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import type { Window } from '../../domain/window/window.ts';
import { finishWindow } from '../../domain/window/window-transitions.ts';
import { windowBreachDue } from '../outage/breach-due.ts';
import { closesByItself } from './close-change.ts';
import { assertPart, type ChangeContext, changeEvent, windowOf, windowWrites } from './context.ts';
import { holdDependantsSoon } from './hold-dependants.ts';
import { type FailureContext, recordFailureOutagesSoon } from './record-failure-outages.ts';
import { retryBlocked } from './retry-blocked.ts';
import { outcomesFor, outcomeWrites } from './settle-outcomes.ts';
import { assertServices, walkServices } from './walk-services.ts';

/** The report of the implementer: an outcome for each named item, or one for all. */
export interface Finish {
  readonly outcome?: Outcome | undefined;
  readonly outcomes?: readonly ItemOutcome[] | undefined;
  readonly actualStart?: Instant | undefined;
  readonly actualEnd?: Instant | undefined;
}

/** One outcome for each named item. @throws DomainError invalid for an item that is missing, given twice, or not named by the change */
const outcomesOf = async (context: ChangeContext, change: Change, { outcome, outcomes = [] }: Finish): Promise<readonly ItemOutcome[]> => {
  if (outcome !== undefined && outcomes.length > 0)
    throw invalid('/outcome', 'change/outcome-doubled', 'give one outcome for all items, or one for each item, not both');
  if (outcome !== undefined) return change.items.map((item) => ({ item, outcome }));
  const resolved = await outcomesFor(context, change, outcomes);
  const missing = change.items.find((id) => !resolved.some(({ item }) => item === id));
  if (missing !== undefined) throw invalid('/outcomes', 'change/outcome-missing', `no outcome for item ${missing}`);
  return resolved;
};

/** When the work began and ended. */
interface ActualTimes {
  readonly actualStart: Instant | undefined;
  readonly actualEnd: Instant;
}

/**
 * The times of the report. A start that is not given is that of the change, and an end is now, also after the end of the window: the overrun
 * is a fact.
 * @throws DomainError invalid for a given time outside the window, and for an end before the start
 */
const actualTimes = (change: Change, finish: Finish, { start, end }: Window, now: Instant): ActualTimes => {
  for (const [name, at] of Object.entries({ actualStart: finish.actualStart, actualEnd: finish.actualEnd }))
    if (at !== undefined && (at < start || at > end))
      throw invalid(
        `/${name}`,
        'change/outside-window',
        `${name} ${at} is outside the window, which lasts from ${start} to ${end}; leave it out if the work took longer`,
      );
  const { actualStart = change.startedAt, actualEnd = now } = finish;
  if (actualStart !== undefined && actualEnd < actualStart)
    throw invalid(
      finish.actualEnd === undefined ? '/actualStart' : '/actualEnd',
      'change/end-before-start',
      `the work cannot end before it starts: it starts at ${actualStart} and ends at ${actualEnd}; an actualStart that is not given is the start of the change, and an actualEnd now`,
    );
  return { actualStart, actualEnd };
};

/** The teams that own the items of a change. */
const teamsOf = async ({ configurationItems }: ChangeContext, items: readonly string[]): Promise<readonly string[]> => [
  ...new Set((await configurationItems.findMany(items)).flatMap(({ ownerTeam }) => ownerTeam ?? [])),
];

/**
 * Finishes the work, before or after the end of the window. A good outcome ends the quiet now, and held alerts are decided after the grace
 * period. A failed or backed-out item is lifted at once, the services that it affects are named, changes that depend on it go on hold, and
 * what is down has an outage (H8, L2).
 * @throws DomainError conflict `change/not-implementing`; invalid for outcomes that do not fit; forbidden `change/not-yours`
 */
export const finishChange =
  (context: FailureContext) =>
  async (id: string, finish: Finish, caller: Caller): Promise<Change> => {
    const finished = await onFreshRows(async () => {
      const { changes, store, clock } = context;
      const found = await changes.get(id);
      if (found.retrospective?.by !== caller.id) assertPart(found, caller, 'requester', 'implementer');
      const change = fitFor(found, 'finish');
      const window = await windowOf(context, change.windowId);
      const now = clock.now();
      const times = actualTimes(change, finish, window, now);
      const reported = await outcomesOf(context, change, finish);
      const walk = await walkServices(context)(change.items, reported);
      assertServices(reported, walk, caller);
      const { services, outcomes } = walk;
      const done = {
        outcomes,
        overrun: now > window.end,
        finishedAt: now,
        ...times,
        ...impairedServicesOf(change, outcomes),
        measuredFor: { services, teams: await teamsOf(context, change.items) },
      };
      const isClosing = await closesByItself(context, { ...change, ...done });
      const next = isClosing
        ? moved(change, 'finish', { ...done, status: 'closed', closedAt: now }, now)
        : moved(change, 'finish', { ...done, status: 'in-review' }, now);
      const actor = actorOf(caller);
      const fact = { change: next, actor };
      await store.commit([
        ...changes.save(next, change),
        changeEvent(context, 'ChangeFinished', fact),
        ...windowWrites(context, finishWindow(window, { failed: failedMask(window.named, outcomes), by: actor }, now), fact),
        ...outcomeWrites(context, { ...fact, at: now }),
        ...(times.actualEnd < earlier(now, window.end) ? windowBreachDue(context, next, window) : []),
        ...(isClosing ? [changeEvent(context, 'ChangeClosed', fact)] : []),
      ]);
      return next;
    });
    await holdDependantsSoon(context)(finished);
    await recordFailureOutagesSoon(context)(finished);
    await retryBlocked(context)(finished);
    return finished;
  };
