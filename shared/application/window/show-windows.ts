import type { Caller } from '../../domain/access.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Window } from '../../domain/window/window.ts';
import type { WindowRepository } from '../../domain/window/window-repository.ts';
import { type NamedWindowView, windowView } from '../../domain/window/window-view.ts';
import { type NamesContext, namesOf, referencesTo, referencesToActors } from '../name/names-of.ts';

interface ShowContext extends NamesContext {
  readonly windows: Pick<WindowRepository, 'restoreEpoch'>;
  readonly clock: Clock;
}

/** Windows as the API answers them, with the titles of their changes, and the names of their CIs and of who lifted them. */
export const showWindows =
  (context: ShowContext) =>
  async (windows: readonly Window[], caller?: Caller): Promise<readonly NamedWindowView[]> => {
    const now = context.clock.now();
    const changes = windows.map(({ change }) => change);
    const actors = windows.flatMap(({ lifts }) => lifts.map(({ by }) => by));
    const items = windows.flatMap(({ named }) => named);
    const references = [...referencesTo('change', changes), ...referencesToActors(actors), ...referencesTo('item', items)];
    const names = await namesOf(context)(references, caller);
    return windows.map((window) => {
      const { title } = names.ofChange(window.change);
      const view = windowView(window, now, context.windows.restoreEpoch);
      return {
        ...view,
        ...(title === undefined ? {} : { title }),
        items: view.items.map(names.item),
        itemNames: names.list('item', window.named),
        lifts: view.lifts.map((lift) => ({
          ...lift,
          items: lift.items.map(names.item),
          itemNames: names.list('item', lift.items),
          byName: names.ofActor(lift.by),
        })),
      };
    });
  };

/** One window as the API answers it. */
export const showWindow =
  (context: ShowContext) =>
  async (window: Window, caller?: Caller): Promise<NamedWindowView | undefined> =>
    (await showWindows(context)([window], caller))[0];
