import { actorOf, type Caller } from '../../domain/access.ts';
import type { Change, ItemOutcome, Outcome } from '../../domain/change/change.ts';
import { assertMay } from '../../domain/change/transition.ts';
import { earlier, type Instant } from '../../domain/clock.ts';
import { invalid } from '../../domain/errors.ts';
import { onFreshRows } from '../../domain/store.ts';
import { bit, type Mask } from '../../domain/window/mask.ts';
import type { Window } from '../../domain/window/window.ts';
import { resolveItem } from '../item/resolve-item.ts';
import { closesByItself } from './close-change.ts';
import { assertPart, type ChangeContext, changeEvent, dueAt, moved } from './context.ts';
import { retryBlocked } from './retry-blocked.ts';

/** What the implementer says at the end: an outcome for each named item, or one for all. */
export interface Finish {
  readonly outcome?: Outcome | undefined;
  readonly outcomes?: readonly ItemOutcome[] | undefined;
  readonly actualStart?: Instant | undefined;
  readonly actualEnd?: Instant | undefined;
}

/** One outcome for each named item. @throws DomainError invalid for an item left out, foreign or doubled */
const outcomesOf = async (context: ChangeContext, change: Change, { outcome, outcomes = [] }: Finish): Promise<ItemOutcome[]> => {
  if (outcome !== undefined && outcomes.length > 0)
    throw invalid('/outcome', 'change/outcome-doubled', 'give one outcome for all, or one for each item');
  if (outcome !== undefined) return change.items.map((item) => ({ item, outcome }));
  const given = await Promise.all(
    outcomes.map(async (one, at) => ({ ...one, item: await resolveItem(context)(one.item, `/outcomes/${at}/item`) })),
  );
  const foreign = given.findIndex(({ item }, at) => !change.items.includes(item) || given.findIndex((one) => one.item === item) < at);
  if (foreign >= 0) throw invalid(`/outcomes/${foreign}/item`, 'change/outcome-foreign', 'not a named item of this change, or given twice');
  const missing = change.items.find((id) => !given.some(({ item }) => item === id));
  if (missing !== undefined) throw invalid('/outcomes', 'change/outcome-missing', `no outcome for item ${missing}`);
  return given;
};

const isFailure = ({ outcome }: ItemOutcome): boolean => outcome === 'failed' || outcome === 'backed-out';

/** The bits of the named CIs that failed: their quiet is cut (H8). */
const failedMask = (window: Window, outcomes: readonly ItemOutcome[]): Mask =>
  window.named.reduce((mask, id, place) => (outcomes.some((one) => one.item === id && isFailure(one)) ? mask + bit(place) : mask), 0);

const assertTimes = ({ actualStart, actualEnd }: Finish): void => {
  if (actualStart !== undefined && actualEnd !== undefined && actualEnd < actualStart)
    throw invalid('/actualEnd', 'change/end-before-start', 'the actual end is before the actual start');
};

/** The window as the finish leaves it: ended now, lifted at once for what failed. */
const ended = (window: Window, failed: Mask, { now, by }: { now: Instant; by: string }): Window => ({
  ...window,
  version: window.version + 1,
  updatedAt: now,
  endedAt: earlier(now, window.end),
  closed: true,
  releaseDue: true,
  lifts: failed === 0 ? window.lifts : [...window.lifts, { mask: failed, at: now, by, reason: 'failed' }],
});

/**
 * Ends a change's work: before, at or after its end. A good outcome ends the quiet now, what is held is decided after the grace; a failed
 * or backed-out one lifts its items at once (H8).
 * @throws DomainError conflict `change/not-implementing`; invalid for outcomes that do not fit; forbidden `change/not-yours`
 */
export const finishChange =
  (context: ChangeContext) =>
  async (id: string, finish: Finish, caller: Caller): Promise<Change> => {
    const finished = await onFreshRows(async () => {
      const { changes, windows, store, clock } = context;
      const change = await changes.get(id);
      assertPart(change, caller, 'requester', 'implementer');
      assertMay(change, 'finish');
      assertTimes(finish);
      const outcomes = await outcomesOf(context, change, finish);
      const window = await windows.get(change.windowId ?? '');
      const now = clock.now();
      const done = {
        status: 'in-review' as const,
        outcomes,
        overrun: now > window.end,
        finishedAt: now,
        actualStart: finish.actualStart ?? change.startedAt ?? now,
        actualEnd: finish.actualEnd ?? now,
      };
      const closes = await closesByItself(context, { ...change, ...done });
      const next = moved(context, change, closes ? { ...done, status: 'closed', closedAt: now } : done);
      const actor = actorOf(caller);
      const failed = failedMask(window, outcomes);
      await store.commit([
        ...changes.save(next, change),
        windows.save(ended(window, failed, { now, by: actor })),
        changeEvent(context, 'ChangeFinished', { change: next, actor }),
        ...(window.closed ? [] : [changeEvent(context, 'WindowClosed', { change: next, actor })]),
        ...(failed === 0 ? [] : [changeEvent(context, 'ChangeFailed', { change: next, actor })]),
        ...(closes ? [changeEvent(context, 'ChangeClosed', { change: next, actor })] : []),
        dueAt(context, 'release', window.id, now),
      ]);
      return next;
    });
    await retryBlocked(context)(finished);
    return finished;
  };
