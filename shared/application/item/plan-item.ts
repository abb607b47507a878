import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import { statusAt } from '../../domain/change/change-status-at.ts';
import { finalStatuses } from '../../domain/change/change-transitions.ts';
import { type Clock, day, plus } from '../../domain/clock.ts';
import type { ItemPlanOf } from '../../domain/item/item-plan.ts';
import { furthestStartDays, stateOf, type Window } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import type { NamesContext } from '../name/names-of.ts';
import { showWindows } from '../window/show-windows.ts';

interface PlanContext extends NamesContext {
  readonly windows: Pick<WindowRepository, 'entriesOf' | 'findMany' | 'restoreEpoch'>;
  readonly changes: Pick<ChangeRepository, 'findMany'>;
  readonly clock: Clock;
}

/** The most open changes that are shown for one item. */
const changesShown = 20;

const inOrderOf = (ids: readonly string[], changes: readonly Change[]): readonly Change[] =>
  changes.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));

/** The first open changes among these. Changes that have ended do not count, however many there are. */
const openAmong = async (changes: PlanContext['changes'], ids: readonly string[], now: string): Promise<readonly Change[]> => {
  const open: Change[] = [];
  for (let at = 0; at < ids.length && open.length < changesShown; at += changesShown) {
    const found = await changes.findMany(ids.slice(at, at + changesShown));
    open.push(...inOrderOf(ids, found).filter((change) => !finalStatuses.includes(statusAt(change, now))));
  }
  return open.slice(0, changesShown);
};

/** The windows and open changes whose scope contains an item, now and in the next 300 days. A past time is that of another clock. */
export const planItem =
  (context: PlanContext): ItemPlanOf =>
  async (item, caller) => {
    const { windows, changes, clock } = context;
    const now = clock.now();
    const entries = await windows.entriesOf(item, now, plus(now, furthestStartDays * day), { plan: true });
    const upcoming = entries.toSorted((one, other) => (one.notBefore < other.notBefore ? -1 : 1));
    const found = await windows.findMany([...new Set(upcoming.map(({ window }) => window))]);
    const isWithdrawn = ({ withdrawnAt }: Window) => withdrawnAt !== undefined && withdrawnAt <= now;
    const active = found.filter((window) => !isWithdrawn(window)).toSorted((one, other) => (one.start < other.start ? -1 : 1));
    const current = active.find((window) => stateOf(window, now, windows.restoreEpoch) === 'in-force');
    const next = active.find(
      (window) => window.scheduledAt !== undefined && window.scheduledAt <= now && stateOf(window, now, windows.restoreEpoch) === 'pending',
    );
    const withdrawn = new Set(found.filter(isWithdrawn).map(({ id }) => id));
    const planned = upcoming.filter(({ window }) => !withdrawn.has(window)).map(({ change }) => change);
    const openChanges = await openAmong(changes, [...new Set(planned)], now);
    const views = await showWindows(context)(
      [current, next].filter((window) => window !== undefined),
      caller,
    );
    return {
      windows: { current: views.find(({ id }) => id === current?.id) ?? null, next: views.find(({ id }) => id === next?.id) ?? null },
      openChanges: openChanges.map((change) => ({
        id: change.id,
        number: change.number,
        title: change.title,
        status: statusAt(change, now),
      })),
    };
  };
