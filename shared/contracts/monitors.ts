import * as z from 'zod';
import { episodeStates } from '../domain/episode/episode.ts';
import { lazily } from '../domain/lazily.ts';
import { labelText } from '../domain/monitor/alert-labels.ts';
import { MonitorMessage } from '../domain/monitor/kinds/kinds.ts';
import { MonitorDraft, MonitorPatch } from '../domain/monitor/monitor.ts';
import { Duration, Id, Reference, Time } from '../domain/values.ts';
import { route } from './contract.ts';
import { EpisodeView, MonitorComparison, MonitorView, NewMonitor, UnmappedView } from './monitor-view.ts';
import { pageOf, pageQuery } from './paging.ts';

/** The labels of a test alert: up to 50 short ones. They are read as those of a monitor's message. */
const TestLabels = () =>
  z
    .record(
      z.string().max(200),
      z.unknown().refine((value) => labelText(value).length <= 1_000, 'must have at most 1000 characters'),
    )
    .refine((labels) => Object.keys(labels).length <= 50, 'at most 50 labels')
    .meta({ description: 'Values that are no text are read as in a message of a monitor: null and empty values are left out' });

const unknown = { 404: ['monitor/not-found'] };

export const createMonitor = route({
  name: 'createMonitor',
  method: 'POST',
  path: '/v1/monitors',
  summary: 'Register a monitor; its token and a generated secret are shown only once',
  access: ['admin'],
  body: MonitorDraft,
  success: { status: 201, schema: NewMonitor },
  problems: {
    400: ['matcher/invalid', 'monitor/sources', 'receiver/address', 'receiver/topic', 'team/unknown'],
    409: ['monitor/name-taken'],
  },
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
  problems: {
    ...unknown,
    400: ['matcher/invalid', 'monitor/sources', 'receiver/address', 'receiver/field', 'receiver/secret', 'receiver/topic', 'team/unknown'],
    409: ['monitor/name-taken'],
  },
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

export const testMonitor = route({
  name: 'testMonitor',
  method: 'POST',
  path: '/v1/monitors/{id}/test',
  summary: 'Send one alert through the monitor, to see whether it is held or reaches the receiver; no recovery follows',
  access: ['admin'],
  body: lazily(() => z.strictObject({ labels: TestLabels().optional() })),
  success: { status: 202, schema: lazily(() => z.strictObject({ episode: Id() })) },
  problems: { ...unknown, 422: ['alerts/own-alarm'] },
  idempotent: true,
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

export const compareMonitor = route({
  name: 'compareMonitor',
  method: 'GET',
  path: '/v1/monitors/{id}/comparison',
  summary: 'Compare what was sent with what would have been sent if the monitor enforced; by default the last 31 days (S11)',
  access: 'signed-in',
  query: lazily(() => z.strictObject({ ...pageQuery(), from: Time().optional(), to: Time().optional() })),
  success: { status: 200, schema: MonitorComparison },
  problems: unknown,
});

export const listUnmapped = route({
  name: 'listUnmapped',
  method: 'GET',
  path: '/v1/monitors/{id}/unmapped',
  summary:
    'List the alerts that led to no configuration item, and what was looked up for them; up to 256 of the last 30 days, latest first',
  access: 'signed-in',
  success: { status: 200, schema: lazily(() => pageOf(UnmappedView())) },
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
  bodyExample: '{"alerts": [{"status": "firing", "labels": {"alertname": "HostDown", "ci": "web-1"}}]}',
  foreignText: true,
  bodyLimit: messageLimit,
  success: { status: 202, schema: lazily(() => z.strictObject({ received: z.int(), stored: z.int() })) },
  problems: {
    403: ['monitor/other'],
    404: ['monitor/not-found'],
    422: ['alerts/not-listed', 'alerts/own-alarm', 'alerts/truncated', 'alerts/unreadable'],
  },
  explicitKey: true,
});

export const monitorRoutes = [
  createMonitor,
  listMonitors,
  readMonitor,
  patchMonitor,
  deleteMonitor,
  testMonitor,
  rotateMonitorToken,
  listMonitorEpisodes,
  compareMonitor,
  listUnmapped,
  listEpisodes,
];
export const ingestRoutes = [sendAlerts];
