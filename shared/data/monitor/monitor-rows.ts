import * as z from 'zod';
import { lazily } from '../../domain/lazily.ts';
import { type Monitor, Monitors, mappingRule, monitorFields, topicReceiver, webhookFields } from '../../domain/monitor/monitor.ts';
import { resourceFields, StoredTime } from '../../domain/values.ts';
import { defineResourceRow } from '../resource/resource-rows.ts';

/** A receiver as it is stored: the secret of a webhook is encrypted (M5). */
export const storedReceiver = () =>
  z.discriminatedUnion('kind', [z.strictObject({ ...webhookFields(), sealedSecret: z.string() }), topicReceiver()]);

const MonitorRow = lazily(() =>
  z.strictObject({
    ...resourceFields(),
    ...monitorFields(),
    mapping: z
      .array(mappingRule().extend({ addedAt: StoredTime() }))
      .max(20)
      .optional(),
    defaultMappingSince: StoredTime().optional(),
    enforcedSince: StoredTime().optional(),
    formerNeverSuppress: z.array(z.strictObject({ matchers: z.array(z.string()), until: StoredTime() })).optional(),
    neverSuppressSince: StoredTime().optional(),
    receiver: storedReceiver(),
  }),
);

/** MONITOR#<id> | #   a monitor. Mapping rules have the time they were added (W1), and the receiver's secret is encrypted (M5) */
export const monitorRow = defineResourceRow<Monitor>(Monitors, MonitorRow);
