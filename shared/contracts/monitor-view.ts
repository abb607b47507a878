import * as z from 'zod';
import { deliveryKinds, deliveryStatuses, episodeNotes, episodeStates } from '../domain/episode/episode.ts';
import { lazily } from '../domain/lazily.ts';
import { mappingRule, monitorFields, topicReceiver, webhookFields } from '../domain/monitor/monitor.ts';
import { alertWarnings } from '../domain/monitor/received-alert.ts';
import { Id, resourceFields, StoredTime } from '../domain/values.ts';
import { changeNameFields, itemNamesView, nameView } from './names.ts';
import { pageOf } from './paging.ts';

/** A message of the monitor left alerts out (M1), and how many. */
const TruncationView = () => z.strictObject({ alerts: z.int().min(1), lastAt: StoredTime() });

/** A monitor as the API answers it, without its secret (M5). */
export const MonitorView = lazily(() =>
  z
    .strictObject({
      ...resourceFields(),
      ...monitorFields(),
      ownerTeamName: nameView(),
      mapping: z
        .array(mappingRule().extend({ addedAt: StoredTime() }))
        .max(20)
        .optional(),
      receiver: z.discriminatedUnion('kind', [z.strictObject(webhookFields()), topicReceiver()]),
      truncated: TruncationView().optional(),
    })
    .meta({ id: 'Monitor' }),
);

/** A new monitor. Its token, a generated secret and the set-up text are shown only once. */
export const NewMonitor = lazily(() =>
  MonitorView()
    .extend({
      receiver: z.discriminatedUnion('kind', [z.strictObject({ ...webhookFields(), secret: z.string().optional() }), topicReceiver()]),
      token: z.string(),
      setup: z.string(),
    })
    .meta({ id: 'NewMonitor' }),
);

/** A delivery that was sent or will be sent for an alert, as the API answers it. */
const DeliveryView = () =>
  z.strictObject({
    n: z.int().min(1),
    kind: z.enum(deliveryKinds),
    status: z.enum(deliveryStatuses),
    sentAt: StoredTime().optional(),
    tries: z.int().min(0),
    note: z.enum(episodeNotes).optional(),
    reason: z.string().optional(),
  });

/** An alert and how it ended, as the API answers it. */
export const EpisodeView = lazily(() =>
  z
    .strictObject({
      id: Id(),
      monitor: Id(),
      fingerprint: z.string(),
      state: z.enum(episodeStates),
      wouldBe: z.enum(episodeStates).optional(),
      open: z.boolean(),
      labels: z.record(z.string(), z.string()),
      annotations: z.record(z.string(), z.string()),
      startsAt: StoredTime(),
      endsAt: StoredTime().optional(),
      receivedAt: StoredTime(),
      closedAt: StoredTime().optional(),
      note: z.enum(episodeNotes).optional(),
      warnings: z.array(z.enum(alertWarnings)).optional().meta({ description: 'Times of the monitor that count as the receipt' }),
      repeats: z.int().min(0),
      stale: z.int().min(0),
      monitorName: z.string().optional(),
      items: z.array(Id()),
      itemNames: itemNamesView(),
      windows: z.array(Id()),
      changes: z.array(Id()),
      changeNames: z.array(z.strictObject({ change: Id(), ...changeNameFields() })),
      deliveries: z.array(DeliveryView()),
    })
    .meta({ id: 'Episode' }),
);

/** What would have happened to the alerts of a monitor (S11). The totals add up to `received`. */
export const MonitorComparison = lazily(() => {
  const count = () => z.int().min(0);
  const ComparedAlert = z.strictObject({
    ...{ episode: Id(), labels: z.record(z.string(), z.string()), wouldBe: z.enum(episodeStates) },
    ...{ window: Id().optional(), change: Id().optional(), ...changeNameFields() },
  });
  return pageOf(ComparedAlert)
    .extend({
      ...{
        from: StoredTime(),
        to: StoredTime(),
        truncated: z.boolean().meta({ description: 'Whether there are more alerts in the time than are counted, which are about 10,000' }),
      },
      totals: z.strictObject({
        ...{ received: count(), wouldForward: count(), wouldHold: count(), wouldAbsorb: count(), wouldRelease: count() },
      }),
    })
    .meta({ id: 'MonitorComparison' });
});

/** Alerts that led to no CI, and the references that were looked up. */
export const UnmappedView = lazily(() =>
  z
    .strictObject({
      ...{ labels: z.record(z.string(), z.string()), count: z.int().min(1), lastReceivedAt: StoredTime(), tried: z.array(z.string()) },
    })
    .meta({ id: 'UnmappedAlerts' }),
);
