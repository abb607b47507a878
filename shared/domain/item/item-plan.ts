import type { Caller } from '../access.ts';
import type { Change } from '../change/change.ts';
import type { NamedWindowView } from '../window/window-view.ts';

/** What is planned for an item: the window in force now, the next window, and the open changes. */
export interface ItemPlan {
  readonly windows: { readonly current: NamedWindowView | null; readonly next: NamedWindowView | null };
  readonly openChanges: readonly Pick<Change, 'id' | 'number' | 'title' | 'status'>[];
}

/** Reads what is planned for an item from the item's windows. */
export type ItemPlanOf = (itemId: string, caller?: Caller) => Promise<ItemPlan>;
