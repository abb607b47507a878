import * as z from 'zod';
import { lazily } from '../domain/lazily.ts';
import { Remark } from '../domain/text.ts';
import { Reference } from '../domain/values.ts';

const change = () =>
  Reference().optional().meta({ description: 'A change that is being implemented and covers the configuration item (C5)' });

/** What allows a write of a CI in service: a change that is being implemented and covers it, or the reason of a change manager. */
export const underChange = lazily(() =>
  z.strictObject({
    change: change(),
    breakGlass: Remark(1_000)
      .optional()
      .meta({ description: 'Why it cannot wait for a change; for change managers. It is recorded as an unauthorized change' }),
  }),
);

/** What allows a class of CIs in service to control less: the reason of a change manager. */
export const loosenedUnder = lazily(() =>
  z.strictObject({
    breakGlass: Remark(1_000).optional().meta({
      description: 'Why the class is to control less while CIs of it are in service; for change managers. It stands in the audit event',
    }),
  }),
);

/** The change of a deletion. What is deleted was never in service, so no glass has to be broken. */
export const deletedUnder = lazily(() => z.strictObject({ change: change() }));

/** Codes of writes that change control refuses. */
export const uncovered = ['change/required', 'change/not-covering'];
