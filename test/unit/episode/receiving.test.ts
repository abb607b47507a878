import { expect, it } from '@jest/globals';
import { tallyOf } from '../../../shared/application/episode/alert-tally.ts';
import { receiveAlerts } from '../../../shared/application/episode/receive-alerts.ts';
import { second } from '../../../shared/domain/clock.ts';
import { DomainError } from '../../../shared/domain/errors.ts';
import { cutMark } from '../../../shared/domain/monitor/received-alert.ts';
import { anAlert, aWorld } from '../../support/alerts.ts';
import { storeAway } from '../../support/in-memory-records.ts';

const inside = async (settings: Parameters<typeof aWorld>[0] = {}) => {
  const world = await aWorld({ start: '22:11', ...settings });
  const ci = await world.ci('db-1');
  return { ...world, id: ci, window: (await world.window([ci])).id };
};

it('S4 every held alert is absorbed or released in the end, and the numbers add up', async () => {
  const { receive, at, pass, world, id, window } = await inside();
  const names = Array.from({ length: 20 }, (_, n) => `A${n}`);
  await receive(...names.map((name) => anAlert('firing', id, { name })));
  expect(await tallyOf(world)(window)).toEqual({ quiet: 20, held: 20, forwarded: 0, absorbed: 0, released: 0 });

  at('22:30');
  await receive(...names.slice(0, 7).map((name) => anAlert('resolved', id, { name, until: '22:29' })));
  at('23:05:10');
  await pass(window);

  expect(await tallyOf(world)(window)).toEqual({ quiet: 20, held: 0, forwarded: 0, absorbed: 7, released: 13 });
});

it('S3 a recovery of an unknown alert is sent and marked, once', async () => {
  const { recover, sendAll, acceptedMessages, id } = await inside();

  await recover(id, '22:10', { since: '21:00' });
  await recover(id, '22:10', { since: '21:00' });
  await sendAll();

  expect(acceptedMessages()).toEqual(['resolved recovery-of-unknown']);
});

it('S3 a repeated recovery of an absorbed alert stays absorbed', async () => {
  const { fire, recover, sendAll, acceptedMessages, episodes, id } = await inside();

  await fire(id, { since: '22:05' });
  await recover(id, '22:10', { since: '22:05' });
  await recover(id, '22:10', { since: '22:05' });
  await sendAll();

  expect(acceptedMessages()).toEqual([]);
  expect(await episodes()).toMatchObject([{ state: 'absorbed', stale: 1 }]);
});

it('S6 an exempt alert is sent during a window too', async () => {
  const { fire, sendAll, acceptedMessages, id } = await inside({ monitor: { neverSuppress: ['severity=~"page-.*"'] } });

  await fire(id, { name: 'Watchdog' });
  await fire(id, { labels: { severity: 'security' } });
  await fire(id, { labels: { severity: 'page-now' } });
  await fire(id, { labels: { severity: 'warning' } });
  await sendAll();

  expect(acceptedMessages()).toEqual(Array(3).fill('firing never-suppressed'));
});

it('S2 an alert about an unknown, malformed or decommissioned CI is sent', async () => {
  const { fire, ci, sendAll, acceptedMessages } = await inside();
  const decommissioned = await ci('old', { stage: 'decommissioned' });

  await fire('01900000-0000-7000-8000-00000000dead');
  await fire('=&%$');
  await fire(decommissioned);
  await fire('x'.repeat(5_000));
  await sendAll();

  expect(acceptedMessages()).toEqual(Array(4).fill('firing unknown-ci'));
});

it('S2 if the decision fails, the alert is sent with a note', async () => {
  const { context, monitor, sendAll, acceptedMessages, id } = await inside();
  const windows = { ...context.windows, entriesOf: () => Promise.reject(new Error('a bug')) };

  await receiveAlerts({ ...context, windows })(monitor.id, { truncatedAlerts: 0, alerts: [anAlert('firing', id)] });
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing suppression-unknown']);
});

it('S10 while the store is unavailable ingest answers 503, and nothing is lost when the monitor tries again', async () => {
  const { records, fire, episodes, id } = await inside();
  for (let failing = 1; failing < 12; failing += 1) {
    let left = failing;
    records.before = () => {
      left -= 1;
      if (left === 0) storeAway();
    };
    await fire(id, { name: `A${failing}` }).catch((error: unknown) => expect(error).toBeDomainError('store/busy'));
    records.before = () => undefined;
    await fire(id, { name: `A${failing}` });
  }

  expect(await episodes()).toHaveLength(11);
});

it('S10 after six seconds ingest answers 503 and keeps what is stored; the next message continues', async () => {
  const { records, clock, receive, episodes, id } = await inside();
  const alerts = Array.from({ length: 250 }, (_, n) => anAlert('firing', id, { name: `A${n}` }));
  records.before = (operation) => {
    if (operation === 'commit') clock.advance(0.05 * second);
  };

  await expect(receive(...alerts)).rejects.toBeDomainError('store/busy');
  const first = (await episodes()).length;
  await expect(receive(...alerts)).rejects.toBeDomainError('store/busy');
  await expect(receive(...alerts)).resolves.toEqual({ received: 250, stored: 250 });

  expect(first).toBeGreaterThan(100);
  expect(new Set((await episodes()).map(({ fingerprint }) => fingerprint)).size).toBe(250);
});

it('S10 if the queue is unavailable, the sweep queues the delivery', async () => {
  const { context, monitor, world, sweep, sendAll, acceptedMessages } = await inside();
  const queue = { send: () => Promise.reject(new Error('no queue')) };
  await receiveAlerts({ ...context, queue })(monitor.id, { truncatedAlerts: 0, alerts: [anAlert('firing', 'nobody')] });
  const [due] = await world.dues.of('alerts', '2026-11-28T22', '2026-11-28T22:12:00.000Z', 10);
  await sweep(due?.subject ?? '');
  await sendAll();

  expect(acceptedMessages()).toEqual(['firing unknown-ci']);
});

it('M1 the readable alerts of a refused message are stored and decided', async () => {
  const { context, monitor, receive, episodes, id } = await inside();
  const message = { truncatedAlerts: 2, alerts: [anAlert('firing', id)] };

  await expect(receiveAlerts(context)(monitor.id, message)).rejects.toBeDomainError('alerts/truncated');
  await expect(receive(anAlert('firing', id, { name: 'B' }), { status: 'on fire' }, null, 7)).rejects.toBeDomainError('alerts/unreadable');

  expect(await episodes()).toHaveLength(2);
});

it('M1 nanoseconds, the year 1 and unknown fields are accepted; without a fingerprint the labels identify the alert', async () => {
  const { receive, episodes, id } = await inside();
  const { fingerprint, ...nameless } = anAlert('firing', id);
  await receive({ ...nameless, startsAt: '2026-11-28T22:10:34.436357446Z', generatorURL: 'http://p', extra: { deep: [1] } });
  await receive({ ...nameless, labels: Object.fromEntries(Object.entries(nameless.labels).reverse()) });

  expect(await episodes()).toMatchObject([{ startsAt: '2026-11-28T22:10:34.436Z', repeats: 1 }]);
  expect(fingerprint).toBeDefined();
});

it('S10 labels and annotations over 16 kB are cut off and marked', async () => {
  const { receive, episodes, id } = await inside();
  await receive({ ...anAlert('firing', id), annotations: { a: 'ä'.repeat(20_000), b: 'rest' } });

  const [episode] = await episodes();
  expect(Buffer.byteLength(JSON.stringify([episode?.labels, episode?.annotations]))).toBeLessThan(16.2 * 1_024);
  expect(episode).toMatchObject({ state: 'held', annotations: { [cutMark]: 'true' } });
});

it('S10 T6 a hundred alerts about one CI need few reads, and only changes are written', async () => {
  const { records, receive, id } = await inside();
  await receive(...Array.from({ length: 100 }, (_, n) => anAlert('firing', id, { name: `A${n}` })));
  const before = { ...records.usage };
  await receive(...Array.from({ length: 100 }, (_, n) => anAlert('firing', id, { name: `A${n}` })));

  expect(before.requests).toBeLessThan(125);
  expect(records.usage.rowsWritten - before.rowsWritten).toBe(100);
});

it('an unknown monitor is refused', async () => {
  const { context } = await inside();

  await expect(receiveAlerts(context)('01900000-0000-7000-8000-00000000dead', { truncatedAlerts: 0, alerts: [] })).rejects.toBeInstanceOf(
    DomainError,
  );
});
