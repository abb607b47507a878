import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import { finalStatuses } from '../../domain/change/change-transitions.ts';
import { type Clock, day, plus } from '../../domain/clock.ts';
import type { ItemPlanOf } from '../../domain/item/item-plan.ts';
import { furthestStartDays, stateOf } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import { windowView } from '../../domain/window/window-view.ts';

interface PlanContext {
  readonly windows: Pick<WindowRepository, 'entriesOf' | 'findMany'>;
  readonly changes: Pick<ChangeRepository, 'find'>;
  readonly clock: Clock;
}

/** The most open changes that are shown for one item. */
const changesShown = 20;

/** The first open changes among these. Changes that have ended do not count, however many there are. */
const openAmong = async (changes: PlanContext['changes'], ids: readonly string[]): Promise<readonly Change[]> => {
  const open: Change[] = [];
  for (let at = 0; at < ids.length && open.length < changesShown; at += changesShown) {
    const found = await Promise.all(ids.slice(at, at + changesShown).map((id) => changes.find(id)));
    open.push(
      ...found.filter((change) => change !== undefined && !finalStatuses.includes(change.status)).map((change) => change as Change),
    );
  }
  return open.slice(0, changesShown);
};

/** The windows and open changes whose scope contains an item, now and in the next 300 days. */
export const planItem =
  ({ windows, changes, clock }: PlanContext): ItemPlanOf =>
  async (item) => {
    const now = clock.now();
    const entries = await windows.entriesOf(item, now, plus(now, furthestStartDays * day), { plan: true });
    const upcoming = entries.toSorted((one, other) => (one.notBefore < other.notBefore ? -1 : 1));
    const found = await windows.findMany([...new Set(upcoming.map(({ window }) => window))]);
    const active = found.filter((window) => window.withdrawnAt === undefined).toSorted((one, other) => (one.start < other.start ? -1 : 1));
    const current = active.find((window) => stateOf(window, now) === 'in-force');
    const next = active.find((window) => window.scheduledAt !== undefined && stateOf(window, now) === 'pending');
    const withdrawn = new Set(found.filter(({ withdrawnAt }) => withdrawnAt !== undefined).map(({ id }) => id));
    const planned = upcoming.filter(({ window }) => !withdrawn.has(window)).map(({ change }) => change);
    const openChanges = await openAmong(changes, [...new Set(planned)]);
    return {
      windows: { current: current ? windowView(current, now) : null, next: next ? windowView(next, now) : null },
      openChanges: openChanges.map(({ id, number, title, status }) => ({ id, number, title, status })),
    };
  };
