import { onReleaseMessage } from '../../../functions/release/on-message.ts';
import { onSendMessage } from '../../../functions/send/on-message.ts';
import { receiveAlarm } from '../../../shared/application/episode/receive-alarm.ts';
import { LaterAgain } from '../../../shared/runtime/queue-messages.ts';
import { alarmSources, aStateChange } from '../alarms.ts';
import { type AlertWorld, anAlert, aWorld, message } from '../alerts.ts';
import { idOf } from '../api.ts';
import { aMonitor } from '../monitors.ts';
import { runningAs } from '../table-calls.ts';
import { type Cost, costsOn } from './cost.ts';

/** A case over the metered table with a monitor, at 22:10, before any window. */
const cost = costsOn(() => aWorld({ start: '22:10' }));

/** Registers CIs with fixed ids, each with its name as an alias. */
const cisOf = async ({ ci }: AlertWorld, count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await ci(`db-${n}`, { id: idOf(500_000 + n) }));
  return ids;
};

/** Registers CIs in windows that are in force. */
const quietCis = async (world: AlertWorld, count = 1) => {
  const cis = await cisOf(world, count);
  // A change names at most fifty CIs, so more of them take more windows.
  const { id } = await world.window(cis.slice(0, 50));
  for (let at = 50; at < count; at += 50) await world.window(cis.slice(at, at + 50));
  return { cis, window: id, first: cis[0] ?? '' };
};

const listed = 20;

/** Alerts of different CIs, each in a window of its own, as the monitor sends them. */
const heldAlerts = async (world: AlertWorld): Promise<void> => {
  const cis = await cisOf(world, listed);
  for (const ci of cis) await world.window([ci]);
  await ingest(world, ...cis.map((ci, n) => firing(ci, `Alert${n}`)));
};

const hundred = 100;
const firing = (ci: string, name: string) => anAlert('firing', ci, { name, since: '22:09' });

/** An alert as monitoring systems send it: about 2 kB of labels and annotations. */
const realAlert = (status: 'firing' | 'resolved', ci: string) => ({
  ...anAlert(status, ci, { name: 'DiskFull', since: '22:09', ...(status === 'resolved' ? { until: '22:10' } : {}) }),
  annotations: { summary: `The disk of ${ci} is 93 % full`, description: 'd'.repeat(900), runbook: 'r'.repeat(900) },
});

/** Sends alerts as the monitor does. */
const ingest = ({ asCaller, monitor }: AlertWorld, ...alerts: readonly unknown[]) =>
  asCaller({ kind: 'monitor', id: monitor.id, roles: ['monitor'], teams: [] }).post(
    `/v1/monitors/${monitor.id}/alerts`,
    message(...alerts),
  );

const sender = ({ sendContext, queued }: AlertWorld) => {
  const send = runningAs('send', onSendMessage(sendContext));
  return () =>
    send(JSON.stringify(queued.shift())).catch((error: unknown) => {
      if (!(error instanceof LaterAgain)) throw error;
    });
};

const releaser = ({ context }: AlertWorld, window: string) => {
  const release = runningAs('release', onReleaseMessage({ ...context, passes: { pass: async () => undefined } }));
  return () => release(JSON.stringify({ window }));
};

/** Suppression queries, alerts, release passes and deliveries. */
export const alertCosts: readonly Cost[] = [
  cost('readSuppression', 'a CI without windows', async (world) => {
    const [ci] = await cisOf(world, 1);
    return () => world.as('viewer').get(`/v1/suppression?ci=${ci}`);
  }),
  cost('readSuppression', 'a suppressed CI', async (world) => {
    const { first } = await quietCis(world);
    return () => world.as('viewer').get(`/v1/suppression?ci=${first}`);
  }),
  cost('readSuppression', 'by alias, a suppressed CI', async (world) => {
    await quietCis(world);
    return () => world.as('viewer').get('/v1/suppression?alias=hostname=db-0');
  }),
  cost('evaluateAlerts', '100 alerts on one suppressed CI', async (world) => {
    await quietCis(world);
    const alerts = Array.from({ length: hundred }, () => ({ labels: { instance: 'db-0:9100' } }));
    return () => world.as('viewer').post('/v1/suppression/evaluate', { alerts });
  }),
  cost('evaluateAlerts', '100 alerts on 100 suppressed CIs', async (world) => {
    const { cis } = await quietCis(world, hundred);
    const alerts = cis.map((_, n) => ({ labels: { instance: `db-${n}:9100` } }));
    return () => world.as('viewer').post('/v1/suppression/evaluate', { alerts });
  }),
  cost('sendAlerts', 'one, forwarded', async (world) => {
    const [ci = ''] = await cisOf(world, 1);
    return () => ingest(world, firing(ci, 'HostDown'));
  }),
  cost('sendAlerts', 'one, held', async (world) => {
    const { first } = await quietCis(world);
    return () => ingest(world, firing(first, 'HostDown'));
  }),
  cost('sendAlerts', 'one, repeated', async (world) => {
    const { first } = await quietCis(world);
    await ingest(world, firing(first, 'HostDown'));
    return () => ingest(world, firing(first, 'HostDown'));
  }),
  cost('sendAlerts', 'one of 2 kB, forwarded', async (world) => {
    const [ci = ''] = await cisOf(world, 1);
    return () => ingest(world, realAlert('firing', ci));
  }),
  cost('sendAlerts', 'one of 2 kB, held', async (world) => {
    const { first } = await quietCis(world);
    return () => ingest(world, realAlert('firing', first));
  }),
  cost('sendAlerts', 'one of 2 kB, repeated', async (world) => {
    const [ci = ''] = await cisOf(world, 1);
    await ingest(world, realAlert('firing', ci));
    return () => ingest(world, realAlert('firing', ci));
  }),
  cost('sendAlerts', 'one of 2 kB, recovered', async (world) => {
    const [ci = ''] = await cisOf(world, 1);
    await ingest(world, realAlert('firing', ci));
    return () => ingest(world, realAlert('resolved', ci));
  }),
  cost('sendAlerts', '100 in one message, on one suppressed CI', async (world) => {
    const { first } = await quietCis(world);
    const alerts = Array.from({ length: hundred }, (_, n) => firing(first, `Alert${n}`));
    return () => ingest(world, ...alerts);
  }),
  cost('sendAlerts', '100 in one message, repeated', async (world) => {
    const { first } = await quietCis(world);
    const alerts = Array.from({ length: hundred }, (_, n) => firing(first, `Alert${n}`));
    await ingest(world, ...alerts);
    return () => ingest(world, ...alerts);
  }),
  cost('listMonitorEpisodes', `a page of ${listed}`, async (world) => {
    await heldAlerts(world);
    return () => world.as('viewer').get(`/v1/monitors/${world.monitor.id}/episodes?limit=${listed}`);
  }),
  cost('testMonitor', 'forwarded', (world) => () => world.as('admin').post(`/v1/monitors/${world.monitor.id}/test`, {})),
  cost('listUnmapped', '20 alerts', async (world) => {
    await ingest(world, ...Array.from({ length: 20 }, (_, n) => firing(`nobody-${n}`, 'HostDown')));
    return () => world.as('viewer').get(`/v1/monitors/${world.monitor.id}/unmapped`);
  }),
  cost('sendAlerts', 'one, of no CI', (world) => () => ingest(world, firing('nobody', 'HostDown'))),
  cost('compareMonitor', `${listed} alerts`, async (world) => {
    await heldAlerts(world);
    return () => world.as('viewer').get(`/v1/monitors/${world.monitor.id}/comparison`);
  }),
  cost('listEpisodes', `a page of ${listed}, all of today`, async (world) => {
    await heldAlerts(world);
    return () => world.as('viewer').get(`/v1/episodes?limit=${listed}`);
  }),
  cost('reportSuppressionAccount', `a page of ${listed}, all of today`, async (world) => {
    await heldAlerts(world);
    return () => world.as('viewer').get(`/v1/reports/suppression-account?limit=${listed}`);
  }),
  cost('listEpisodes', 'none in 31 days', (world) => () => world.as('viewer').get('/v1/episodes?limit=20')),
  cost('cloudwatch', 'an alarm in ALARM, forwarded', async (world) => {
    const { world: all, context } = world;
    await all.store.commit(all.monitors.save(aMonitor({ id: idOf(600_000), name: 'alarms', kind: 'cloudwatch', ...alarmSources })));
    return () => runningAs('cloudwatch', receiveAlarm({ ...context, ownAlarms: 'none' }))(aStateChange('ALARM', { at: '22:10' }));
  }),
  cost(
    'cloudwatch',
    'an alarm of no monitor',
    ({ context }) =>
      () =>
        runningAs('cloudwatch', receiveAlarm({ ...context, ownAlarms: 'none' }))(aStateChange('ALARM', { at: '22:10' })),
  ),
  cost('release', 'the end of a window, nothing held', async (world) => {
    const { window } = await quietCis(world);
    world.at('23:00');
    return releaser(world, window);
  }),
  cost('release', 'one alert, after the grace period', async (world) => {
    const { window, first } = await quietCis(world);
    await ingest(world, firing(first, 'HostDown'));
    world.at('23:05:10');
    return releaser(world, window);
  }),
  cost('send', 'one delivery, accepted', async (world) => {
    const [ci = ''] = await cisOf(world, 1);
    await ingest(world, firing(ci, 'HostDown'));
    return sender(world);
  }),
  cost('send', 'one delivery, rejected by the receiver', async (world) => {
    const [ci = ''] = await cisOf(world, 1);
    await ingest(world, firing(ci, 'HostDown'));
    world.receiverAnswers(() => ({ status: 500 }));
    return sender(world);
  }),
];
