import * as z from 'zod';
import { changeStatuses } from '../change/change.ts';
import { lazily, type Shape } from '../lazily.ts';
import { Id } from '../values.ts';
import { WindowView } from '../window/window-view.ts';

/** A change that is under way for an item. */
const OpenChange = () => z.strictObject({ id: Id(), number: z.string(), title: z.string(), status: z.enum(changeStatuses) });

/** What is planned for an item: the window in force now, the next one, and the changes that are under way. */
export const ItemPlan = lazily(() =>
  z.strictObject({
    windows: z.strictObject({ current: WindowView().nullable(), next: WindowView().nullable() }),
    openChanges: z.array(OpenChange()),
  }),
);
export type ItemPlan = Shape<typeof ItemPlan>;

/** The port of what is planned; answered from the item's windows. */
export type ItemPlanOf = (itemId: string) => Promise<ItemPlan>;
