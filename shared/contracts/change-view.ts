import * as z from 'zod';
import { changeFields } from '../domain/change/change-fields.ts';
import { lazily } from '../domain/lazily.ts';

/** A change as the API answers it. */
export const ChangeView = lazily(() => z.strictObject(changeFields()).meta({ id: 'Change' }));
