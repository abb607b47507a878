import * as z from 'zod';
import { Id } from '../domain/values.ts';

/**
 * Names beside ids. They are never in a part of an answer that a client sends back in a patch, such as the members of a group: there they
 * are in a field beside that part. A name is absent if what it names no longer exists. The field of the id itself stays a
 * plain id.
 */

/** The name of the resource whose id is beside it. */
export const nameView = () => z.string().optional();

/** The names of the items in the list of ids beside it. */
export const itemNamesView = () => z.array(z.strictObject({ item: Id(), name: z.string() }));

/** The names of the people in the list of ids beside it. */
export const personNamesView = () => z.array(z.strictObject({ person: Id(), name: z.string() }));

/** The names of the teams in the list of ids beside it. */
export const teamNamesView = () => z.array(z.strictObject({ team: Id(), name: z.string() }));

/** Number and title of the change whose id is beside them. */
export const changeNameFields = () => ({ number: z.string().optional(), title: z.string().optional() });
