import * as z from 'zod';
import { deliveryKinds, deliveryStatuses, episodeNotes, episodeStates } from '../domain/episode/episode.ts';
import { lazily } from '../domain/lazily.ts';
import { MonitorMessage } from '../domain/monitor/kinds/kinds.ts';
import { MonitorDraft, MonitorPatch, mappingRule, monitorFields, receiverFields } from '../domain/monitor/monitor.ts';
import { alertWarnings } from '../domain/monitor/received-alert.ts';
import { Duration, Id, Reference, resourceFields, StoredTime, Time } from '../domain/values.ts';
import { route } from './contract.ts';
import { changeNameFields, itemNamesView } from './names.ts';
import { pageOf, pageQuery } from './paging.ts';

/** A message of the monitor left alerts out (M1), and how many. */
const TruncationView = () => z.strictObject({ alerts: z.int().min(1), lastAt: StoredTime() });

/** A monitor as the API answers it, without its secret (M5). */
export const MonitorView = lazily(() =>
  z
    .strictObject({
      ...resourceFields(),
      ...monitorFields(),
      mapping: z
        .array(mappingRule().extend({ addedAt: StoredTime() }))
        .max(20)
        .optional(),
      receiver: z.strictObject(receiverFields()),
      truncated: TruncationView().optional(),
    })
    .meta({ id: 'Monitor' }),
);

/** A new monitor. Its token, a generated secret and the set-up text are shown only once. */
export const NewMonitor = lazily(() =>
  MonitorView()
    .extend({ receiver: MonitorView().shape.receiver.extend({ secret: z.string().optional() }), token: z.string(), setup: z.string() })
    .meta({ id: 'NewMonitor' }),
);

const unknown = { 404: ['monitor/not-found'] };

export const createMonitor = route({
  name: 'createMonitor',
  method: 'POST',
  path: '/v1/monitors',
  summary: 'Register a monitor; its token and a generated secret are shown only once',
  access: ['admin'],
  body: MonitorDraft,
  success: { status: 201, schema: NewMonitor },
  problems: { 400: ['matcher/invalid', 'receiver/address', 'team/unknown'], 409: ['monitor/name-taken'] },
  idempotent: true,
});

export const listMonitors = route({
  name: 'listMonitors',
  method: 'GET',
  path: '/v1/monitors',
  summary: 'List monitors, in the order of their creation',
  access: 'signed-in',
  query: lazily(() => z.strictObject(pageQuery())),
  success: { status: 200, schema: lazily(() => pageOf(MonitorView())) },
});

export const readMonitor = route({
  name: 'readMonitor',
  method: 'GET',
  path: '/v1/monitors/{id}',
  summary: 'Read a monitor',
  access: 'signed-in',
  success: { status: 200, schema: MonitorView },
  problems: unknown,
});

export const patchMonitor = route({
  name: 'patchMonitor',
  method: 'PATCH',
  path: '/v1/monitors/{id}',
  summary: 'Change a monitor by merge patch; a changed mapping rule counts only for windows that are approved afterwards (W1)',
  access: ['admin'],
  body: MonitorPatch,
  success: { status: 200, schema: MonitorView },
  problems: { ...unknown, 400: ['matcher/invalid', 'receiver/address', 'team/unknown'], 409: ['monitor/name-taken'] },
  ifMatch: true,
});

export const deleteMonitor = route({
  name: 'deleteMonitor',
  method: 'DELETE',
  path: '/v1/monitors/{id}',
  summary: 'Delete a monitor and its token; not possible while alerts of the monitor are held or not sent yet',
  access: ['admin'],
  success: { status: 204 },
  problems: { ...unknown, 409: ['monitor/in-use'] },
  ifMatch: true,
});

export const rotateMonitorToken = route({
  name: 'rotateMonitorToken',
  method: 'POST',
  path: '/v1/monitors/{id}/rotate-token',
  summary: 'Issue a new token; the old ones expire after the overlap, by default a day',
  access: ['admin'],
  body: lazily(() => z.strictObject({ overlap: Duration().optional() })),
  success: { status: 200, schema: lazily(() => MonitorView().extend({ token: z.string() }).meta({ id: 'MonitorWithToken' })) },
  problems: unknown,
  idempotent: true,
});

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

const episodeQuery = () => ({ ...pageQuery(), state: z.enum(episodeStates).optional(), from: Time().optional(), to: Time().optional() });

export const listMonitorEpisodes = route({
  name: 'listMonitorEpisodes',
  method: 'GET',
  path: '/v1/monitors/{id}/episodes',
  summary: 'List the alerts of a monitor and how they ended, newest first (S4)',
  access: 'signed-in',
  query: lazily(() => z.strictObject(episodeQuery())),
  success: { status: 200, schema: lazily(() => pageOf(EpisodeView())) },
  problems: unknown,
});

export const listEpisodes = route({
  name: 'listEpisodes',
  method: 'GET',
  path: '/v1/episodes',
  summary: 'List alerts of all monitors, newest first; by default the last 31 days',
  access: 'signed-in',
  query: lazily(() => {
    const reference = Reference().optional();
    return z.strictObject({ ...episodeQuery(), item: reference, change: reference, alias: reference });
  }),
  success: { status: 200, schema: lazily(() => pageOf(EpisodeView())) },
  problems: { 400: ['item/unknown'], 404: ['change/not-found'] },
});

/** The largest message of alerts in bytes (M1). */
const messageLimit = 4 * 1_024 * 1_024;

export const sendAlerts = route({
  name: 'sendAlerts',
  method: 'POST',
  path: '/v1/monitors/{id}/alerts',
  summary: 'Send alerts in the format of the monitor; they are stored and decided before the answer is sent (S10)',
  access: ['monitor'],
  body: MonitorMessage,
  looseBody: true,
  bodyLimit: messageLimit,
  success: { status: 202, schema: lazily(() => z.strictObject({ received: z.int(), stored: z.int() })) },
  problems: { 403: ['monitor/other'], 404: ['monitor/not-found'], 422: ['alerts/truncated', 'alerts/unreadable'] },
  explicitKey: true,
});

export const monitorRoutes = [
  createMonitor,
  listMonitors,
  readMonitor,
  patchMonitor,
  deleteMonitor,
  rotateMonitorToken,
  listMonitorEpisodes,
  listEpisodes,
];
export const ingestRoutes = [sendAlerts];
