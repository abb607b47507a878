import * as z from 'zod';
import { lazily } from '../../domain/lazily.ts';
import { type Monitor, Monitors, mappingRule, monitorFields, receiverFields } from '../../domain/monitor/monitor.ts';
import { resourceFields, StoredTime } from '../../domain/values.ts';
import { defineResourceRow } from '../resource/resource-rows.ts';

const MonitorRow = lazily(() =>
  z.strictObject({
    ...resourceFields(),
    ...monitorFields(),
    mapping: z
      .array(mappingRule().extend({ addedAt: StoredTime() }))
      .max(20)
      .optional(),
    receiver: z.strictObject({ ...receiverFields(), sealedSecret: z.string() }),
  }),
);

/** MONITOR#<id> | #   a monitor; mapping rules with the instant they were added (W1), the receiver's secret sealed (M5) */
export const monitorRow = defineResourceRow<Monitor>(Monitors, MonitorRow);
