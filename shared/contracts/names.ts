import * as z from 'zod';
import { Id } from '../domain/values.ts';

/** Names beside ids. A name is absent if what it names no longer exists. The field of the id itself stays a plain id. */

/** The names of the items in the list of ids beside it. */
export const itemNamesView = () => z.array(z.strictObject({ item: Id(), name: z.string() }));

/** The names of the people in the list of ids beside it. */
export const personNamesView = () => z.array(z.strictObject({ person: Id(), name: z.string() }));

/** Number and title of the change whose id is beside them. */
export const changeNameFields = () => ({ number: z.string().optional(), title: z.string().optional() });
