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

/** At most so many changes of an item are read for its card. */
const changesShown = 20;

/** What is planned for an item, from the windows whose scope it is in: now and in the next 300 days. */
export const planItem =
  ({ windows, changes, clock }: PlanContext): ItemPlanOf =>
  async (item) => {
    const now = clock.now();
    const entries = await windows.entriesOf(item, now, plus(now, furthestStartDays * day), { plan: true });
    const ahead = entries.toSorted((one, other) => (one.notBefore < other.notBefore ? -1 : 1));
    const found = await windows.findMany([...new Set(ahead.map(({ window }) => window))]);
    const standing = found
      .filter((window) => window.withdrawnAt === undefined)
      .toSorted((one, other) => (one.start < other.start ? -1 : 1));
    const current = standing.find((window) => stateOf(window, now) === 'in-force');
    const next = standing.find((window) => window.scheduledAt !== undefined && stateOf(window, now) === 'pending');
    const under = await Promise.all([...new Set(ahead.map(({ change }) => change))].slice(0, changesShown).map((id) => changes.find(id)));
    return {
      windows: { current: current ? windowView(current, now) : null, next: next ? windowView(next, now) : null },
      openChanges: under.flatMap((change) =>
        change && !finalStatuses.includes(change.status)
          ? [{ id: change.id, number: change.number, title: change.title, status: change.status }]
          : [],
      ),
    };
  };
