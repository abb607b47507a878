import * as z from 'zod';
import { changeFields } from '../domain/change/change-fields.ts';
import { lazily } from '../domain/lazily.ts';

/** A change as the API answers it. A decision may name the `digest`: it covers what approvers decide on. */
export const ChangeView = lazily(() => z.strictObject({ ...changeFields(), digest: z.string() }).meta({ id: 'Change' }));
