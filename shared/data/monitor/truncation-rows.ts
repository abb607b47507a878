import * as z from 'zod';
import { lazily } from '../../domain/lazily.ts';
import type { Truncation } from '../../domain/monitor/truncation.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';

const TruncationRow = lazily(() =>
  z.strictObject({
    monitor: Id(),
    alerts: z.int().min(1),
    lastAt: StoredTime(),
    reportedAt: StoredTime(),
    toldAt: StoredTime().optional(),
    version: z.int().min(1),
  }),
);

/** TRUNCATION#<monitor> | #   the monitor left alerts out of its messages (M1) */
export const truncationRow = defineRow<Truncation, Pick<Truncation, 'monitor'>>({
  type: 'Truncation',
  schema: TruncationRow,
  primary: ({ monitor }) => ({ pk: key('TRUNCATION', monitor), sk: '#' }),
});
