import * as z from 'zod';
import { exportFields, exportProgressFields, exportStatuses } from '../domain/export/export.ts';
import { lazily } from '../domain/lazily.ts';
import { resourceFields, StoredTime } from '../domain/values.ts';

/** An export as the API answers it: when it is requested, listed or read, and in place of a report that is too large to be answered at once. */
export const ExportView = lazily(() =>
  z
    .strictObject({
      ...resourceFields(),
      ...exportFields(),
      status: z.enum(exportStatuses),
      progress: z.strictObject(exportProgressFields()),
      reason: z.strictObject({ code: z.string(), detail: z.string() }).optional(),
      url: z.url().optional(),
      endedAt: StoredTime().optional(),
    })
    .meta({ id: 'Export' }),
);
