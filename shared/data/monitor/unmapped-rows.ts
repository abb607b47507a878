import * as z from 'zod';
import { lazily } from '../../domain/lazily.ts';
import type { UnmappedAlerts } from '../../domain/monitor/unmapped.ts';
import { Id, StoredTime } from '../../domain/values.ts';
import { defineRow, key } from '../define-row.ts';

const UnmappedAlertsRow = lazily(() =>
  z.strictObject({
    monitor: Id(),
    tried: z.array(z.string()),
    name: z.string().optional(),
    labels: z.record(z.string(), z.string()),
    count: z.int().min(1),
    lastReceivedAt: StoredTime(),
    slot: z.int().min(0),
    version: z.int().min(1),
  }),
);

/** UNMAPPED#<monitor> | <slot>   alerts that led to no CI, counted by what was looked up, or by their name */
export const unmappedAlertsRow = defineRow<UnmappedAlerts, Pick<UnmappedAlerts, 'monitor' | 'slot'>>({
  type: 'UnmappedAlerts',
  schema: UnmappedAlertsRow,
  primary: ({ monitor, slot }) => ({ pk: key('UNMAPPED', monitor), sk: String(slot).padStart(3, '0') }),
  retention: { kind: 'unmapped', since: ({ lastReceivedAt }) => lastReceivedAt },
});
