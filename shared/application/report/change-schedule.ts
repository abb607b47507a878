import type { Caller } from '../../domain/access.ts';
import type { Change } from '../../domain/change/change.ts';
import type { ChangeRepository } from '../../domain/change/change-repository.ts';
import type { Clock } from '../../domain/clock.ts';
import type { PageRequest } from '../../domain/store.ts';
import { stateOf, type Window } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import { type Names, type NamesContext, namesOf, referencesTo } from '../name/names-of.ts';
import { monthPeriod, type PeriodQuery } from './report-frame.ts';
import { timesOf } from './report-times.ts';

/** The dependencies of the schedule of changes. */
export interface ScheduleContext extends NamesContext {
  readonly clock: Clock;
  readonly windows: Pick<WindowRepository, 'page' | 'restoreEpoch'>;
  readonly changes: Pick<ChangeRepository, 'findMany'>;
}

/** What the schedule says of the change of a window. All of it is missing if the row of the change cannot be read. */
const planOf = (change: Change | undefined, names: Names) => {
  if (!change) return {};
  const { title, status, onHold, type, risk, requester, implementer, window } = change;
  const people = { requester, requesterName: names.of(requester), implementer, implementerName: names.of(implementer) };
  return { ...{ title, status, onHold, type, risk }, ...people, agreedDowntime: window?.agreedDowntime };
};

const people = (changes: readonly Change[]) => changes.flatMap(({ requester, implementer }) => [requester, implementer]);

/**
 * The windows that overlap a period, in the order of their start: what is agreed, what still awaits approval, and what is done (H3).
 * Windows that were withdrawn are left out.
 * @throws DomainError invalid `report/end-before-start`, `period/too-long`
 */
export const changeSchedule = (context: ScheduleContext) => async (query: PeriodQuery, request: PageRequest, caller: Caller) => {
  const span = monthPeriod(context, query);
  const now = context.clock.now();
  const stateNow = (window: Window) => stateOf(window, now, context.windows.restoreEpoch);
  const { items: windows, nextCursor } = await context.windows.page(
    { ...request, ...timesOf(span) },
    (window) => stateNow(window) !== 'withdrawn',
  );
  const found = await context.changes.findMany([...new Set(windows.map(({ change }) => change))]);
  const changes = new Map(found.map((change) => [change.id, change]));
  const named = windows.flatMap(({ named: items }) => items);
  const names = await namesOf(context)([...referencesTo('person', people(found)), ...referencesTo('item', named)], caller);
  const items = windows.map((window) => {
    const { id, change, number, revision, mode, suppress, start, end, named: ids } = window;
    return {
      ...{ window: id, change, number, revision, state: stateNow(window), mode, suppress, start, end },
      ...planOf(changes.get(change), names),
      ...{ items: ids.map(names.item), itemNames: names.list('item', ids) },
    };
  });
  return { ...span, items, nextCursor };
};
