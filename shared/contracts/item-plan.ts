import * as z from 'zod';
import { changeStatuses } from '../domain/change/change-values.ts';
import { Id } from '../domain/values.ts';
import { WindowView } from './window-view.ts';

/** An open change of an item. */
const OpenChangeView = () => z.strictObject({ id: Id(), number: z.string(), title: z.string(), status: z.enum(changeStatuses) });

/** What is planned for an item: the fields that the answer for the item includes. */
export const planFields = () => ({
  windows: z.strictObject({ current: WindowView().nullable(), next: WindowView().nullable() }),
  openChanges: z.array(OpenChangeView()),
});
