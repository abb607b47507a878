import type { Clock } from '../../domain/clock.ts';
import type { Window } from '../../domain/window/window.ts';
import { type NamedWindowView, windowView } from '../../domain/window/window-view.ts';
import { type ChangeNamesContext, changeNames } from '../change/change-names.ts';
import { type ItemNamesContext, itemNames } from '../item/item-names.ts';

interface ShowContext extends ChangeNamesContext, ItemNamesContext {
  readonly clock: Clock;
}

/** Windows as the API answers them, with the titles of their changes and the names of their CIs, which are read together. */
export const showWindows =
  (context: ShowContext) =>
  async (windows: readonly Window[]): Promise<readonly NamedWindowView[]> => {
    const now = context.clock.now();
    const [nameOfChange, namesOfItems] = await Promise.all([
      changeNames(context)(windows.map(({ change }) => change)),
      itemNames(context)(windows.flatMap(({ named }) => named)),
    ]);
    return windows.map((window) => {
      const { title } = nameOfChange(window.change);
      return { ...windowView(window, now), ...(title === undefined ? {} : { title }), itemNames: namesOfItems(window.named) };
    });
  };

/** One window as the API answers it. */
export const showWindow =
  (context: ShowContext) =>
  async (window: Window): Promise<NamedWindowView | undefined> =>
    (await showWindows(context)([window]))[0];
