import type { ChangeStatus } from '../change/change.ts';
import type { WindowView } from '../window/window-view.ts';

/** What is planned for an item: the window in force now, the next one, and the changes that are under way. */
export interface ItemPlan {
  readonly windows: { readonly current: WindowView | null; readonly next: WindowView | null };
  readonly openChanges: readonly { readonly id: string; readonly number: string; readonly title: string; readonly status: ChangeStatus }[];
}

/** The port of what is planned; answered from the item's windows. */
export type ItemPlanOf = (itemId: string) => Promise<ItemPlan>;
