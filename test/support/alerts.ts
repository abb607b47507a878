import { evaluateEndpoints } from '../../functions/evaluate/endpoints.ts';
import { ingestEndpoints } from '../../functions/ingest/endpoints.ts';
import { monitorsEndpoints } from '../../functions/monitors/endpoints.ts';
import { periodReportEndpoints } from '../../functions/reports/period-report-endpoints.ts';
import { queueDelivery } from '../../shared/application/episode/queue-delivery.ts';
import { receiveAlerts } from '../../shared/application/episode/receive-alerts.ts';
import { releasePass } from '../../shared/application/episode/release-held.ts';
import { sendDelivery } from '../../shared/application/episode/send-delivery.ts';
import { type Instant, minute, plus } from '../../shared/domain/clock.ts';
import type { ConfigurationItem } from '../../shared/domain/configuration-item/configuration-item.ts';
import type { Delivery, DeliveryReference, Episode } from '../../shared/domain/episode/episode.ts';
import type { ReceiverAnswer, TopicMessage } from '../../shared/domain/episode/receiver.ts';
import type { Measurements } from '../../shared/domain/measurement.ts';
import type { Monitor } from '../../shared/domain/monitor/monitor.ts';
import { topicRule } from '../../shared/domain/monitor/topics.ts';
import { bit } from '../../shared/domain/window/mask.ts';
import type { Window } from '../../shared/domain/window/window.ts';
import { apiOf } from './api.ts';
import { aConfigurationItem, byTest } from './items.ts';
import { aMonitor, ownAlarms } from './monitors.ts';
import { asFunction, runningAs } from './table-calls.ts';
import { aScopeEntry, aWindow } from './windows.ts';

/** The instant of a time of day: `22:15` in the evening of the tests, `+00:05` on the next day. */
export const time = (clock: string): Instant =>
  (clock.startsWith('+') ? `2026-11-29T${clock.slice(1)}` : `2026-11-28T${clock}`).padEnd(19, ':00').concat('.000Z');

const createdAt = '2026-11-01T00:00:00.000Z';

/** A webhook message of Alertmanager with these alerts. */
export const message = (...alerts: readonly unknown[]) => ({ truncatedAlerts: 0, alerts, externalURL: 'http://alertmanager.test' });

export interface AlertInput {
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly since?: string;
  readonly until?: string;
  readonly generatorURL?: string;
}

export const anAlert = (
  status: 'firing' | 'resolved',
  ci: string,
  { name = 'HostDown', labels = {}, since = '22:10', until, generatorURL = 'http://prometheus.test/graph' }: AlertInput = {},
) => ({
  status,
  labels: { alertname: name, ci, ...labels },
  annotations: { summary: `${ci} is down` },
  startsAt: time(since),
  endsAt: until === undefined ? '0001-01-01T00:00:00Z' : time(until),
  generatorURL,
  fingerprint: `${name}:${ci}:${Object.values(labels).join(':')}`,
});

export interface QuietWindow {
  readonly from?: string;
  readonly to?: string;
  readonly agreedAt?: Instant;
  readonly fields?: Partial<Window>;
}

/** Ingest, release passes and the sender over the in-memory table, with a settable clock. */
export const alertWorld = ({
  start = '22:00',
  monitor: overrides = {},
}: {
  readonly start?: string;
  readonly monitor?: Partial<Monitor>;
} = {}) => {
  const queued: DeliveryReference[] = [];
  const queue = { send: async (delivery: DeliveryReference) => void queued.push(delivery) };
  const sealer = { seal: async (text: string) => text, open: async (sealed: string) => sealed };
  const measured: Measurements[] = [];
  const counted = { truncated: 0 };
  const countTruncated = () => {
    counted.truncated += 1;
  };
  const allowsTopic = topicRule('arn:aws:sns:*:*:pages*', 'test');
  const settings = { sealer, allowPrivate: false, allowsTopic, publicUrl: 'https://quiesce.test' };
  const api = apiOf(
    (all) => [
      ...evaluateEndpoints(all),
      ...ingestEndpoints({ ...all, queue, countTruncated, ownAlarms }),
      ...monitorsEndpoints({ ...all, ...settings, queue, ownAlarms }),
      ...periodReportEndpoints(all),
    ],
    { start: time(start) },
  );
  const { world, clock } = api;
  const posts: {
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: ReturnType<typeof JSON.parse>;
  }[] = [];
  const published: (TopicMessage & { readonly topicArn: string })[] = [];
  const answer = { of: (): ReceiverAnswer | Promise<ReceiverAnswer> => ({ status: 200 }) };
  const context = { ...world, queue, countTruncated, ownAlarms };
  const sendContext = {
    ...world,
    receiver: {
      post: async (url, headers, body) => {
        const received = await answer.of();
        if ('status' in received && received.status < 300) posts.push({ url, headers, body: JSON.parse(body) });
        return received;
      },
    },
    topics: {
      publish: async (topicArn, sent) => {
        const received = await answer.of();
        if ('status' in received && received.status < 300) published.push({ topicArn, ...sent });
        return received;
      },
    },
    sealer,
    measured: (measurements) => void measured.push(measurements),
    sign: ({ id }) => ({ 'webhook-id': id }),
    changeSummaries: async (changes) => changes,
  } satisfies Parameters<typeof sendDelivery>[0];
  const send = runningAs('send', sendDelivery(sendContext));
  const monitor = aMonitor({ id: world.ids.next(), ...overrides });
  let numbers = 0;

  const self = {
    ...api,
    monitor,
    context,
    queued,
    /** The delays that the sender reported. */
    measured,
    counted,
    posts,
    /** The messages that topics accepted. */
    published,
    sendContext,
    /** Sets the answers of the receiver from now on. */
    receiverAnswers: (of: () => ReceiverAnswer | Promise<ReceiverAnswer>) => {
      answer.of = of;
    },
    at: (instant: string) => clock.set(time(instant)),
    begin: async () => void (await world.store.commit(world.monitors.save(monitor))),
    ci: async (name: string, overrides: Partial<ConfigurationItem> = {}): Promise<string> => {
      const ci = aConfigurationItem({
        name,
        aliases: [{ scheme: 'hostname', value: name }],
        createdAt,
        updatedAt: createdAt,
        ...overrides,
      });
      await world.store.commit(world.configurationItems.save(ci, byTest));
      return ci.id;
    },
    /** Stores a window in force that names these CIs. */
    window: async (
      items: readonly string[],
      { from = '22:00', to = '23:00', agreedAt = '2026-11-20T00:00:00.000Z', fields = {} }: QuietWindow = {},
    ): Promise<Window> => {
      numbers += 1;
      const [id, change] = [world.ids.next(), world.ids.next()];
      const window = aWindow({
        ...{ id, change, number: `CHG-${String(numbers).padStart(6, '0')}`, named: [...items], agreedAt, scheduledAt: agreedAt },
        ...{ start: time(from), end: time(to), inForce: [{ revision: 1, from: time(from), to: time(to) }], opened: true, releaseDue: true },
        ...fields,
      });
      const entries = items.map((item, place) => world.windows.saveEntry(aScopeEntry(window, { item, mask: bit(place) })));
      await world.store.commit([world.windows.save(window), ...entries]);
      return window;
    },
    /** Changes fields of a stored window, as its end or withdrawal does. */
    change: async (id: string, fields: (window: Window) => Partial<Window>): Promise<void> => {
      const window = await world.windows.get(id);
      await world.store.commit([world.windows.save({ ...window, ...fields(window), version: window.version + 1 })]);
    },
    receive: (...alerts: readonly unknown[]) => asFunction('ingest', () => receiveAlerts(context)(monitor.id, message(...alerts))),
    fire: (ci: string, overrides: AlertInput = {}) => self.receive(anAlert('firing', ci, overrides)),
    recover: (ci: string, until: string, overrides: AlertInput = {}) => self.receive(anAlert('resolved', ci, { until, ...overrides })),
    pass: runningAs('release', releasePass(context)),
    send,
    /** Sends all queued deliveries. */
    sendAll: async (): Promise<void> => {
      for (let next = queued.shift(); next; next = queued.shift()) await send(next);
    },
    sweep: runningAs('sweep', queueDelivery(context)),
    episodes: async (): Promise<readonly Episode[]> =>
      (await world.episodes.page({ limit: 1_000, monitor: monitor.id, from: createdAt, to: plus(clock.now(), minute) })).items.toReversed(),
    deliveries: async (): Promise<readonly Delivery[]> =>
      (await Promise.all((await self.episodes()).map(({ id }) => world.episodes.deliveriesOf(id)))).flat(),
    /** The status and the note or reason of each message that the receiver accepted. */
    acceptedMessages: () => posts.map(({ body }) => [body.data.status, body.data.note ?? body.data.reason].filter(Boolean).join(' ')),
  };
  return self;
};

export type AlertWorld = ReturnType<typeof alertWorld>;

export const aWorld = async (overrides: Parameters<typeof alertWorld>[0] = {}): Promise<AlertWorld> => {
  const world = alertWorld(overrides);
  await world.begin();
  return world;
};
