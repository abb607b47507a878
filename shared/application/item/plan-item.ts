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

/** The most changes that are read for one item. */
const changesShown = 20;

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
    const changesFound = await Promise.all(
      [...new Set(upcoming.map(({ change }) => change))].slice(0, changesShown).map((id) => changes.find(id)),
    );
    return {
      windows: { current: current ? windowView(current, now) : null, next: next ? windowView(next, now) : null },
      openChanges: changesFound.flatMap((change) =>
        change && !finalStatuses.includes(change.status)
          ? [{ id: change.id, number: change.number, title: change.title, status: change.status }]
          : [],
      ),
    };
  };
