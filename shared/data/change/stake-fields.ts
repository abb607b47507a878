import * as z from 'zod';
import { Id } from '../../domain/values.ts';

/** A redundancy group of which a window takes members. */
export const stakeFields = () =>
  z.strictObject({ of: Id(), group: z.string(), needed: z.int(), members: z.array(Id()), taken: z.array(Id()) });
