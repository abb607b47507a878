import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { AlertReport } from '../../infra/local/alertmanager.ts';
import { alertScene, aMonitor, soon } from '../support/alert-scene.ts';
import { alertmanagerFor, itWithAlertmanager } from '../support/alertmanager.ts';
import { inMillis } from '../support/deployed-desk.ts';
import { eventually } from '../support/poll.ts';

const scene = alertScene();
const { desk, fires, recovers, report, told, reaches, quiet } = scene;

/** A CI that its hostname names. */
const host = async (): Promise<{ readonly id: string; readonly name: string }> => {
  const name = `host-${randomUUID()}`;
  return { id: await desk.ci({ aliases: [{ scheme: 'hostname', value: name }] }), name };
};
const named = (labels: Readonly<Record<string, string>>): AlertReport => ({
  labels: { alertname: 'HostDown', severity: 'critical', ...labels },
  startsAt: inMillis(0),
});

itWithAlertmanager('S6 security, Watchdog and DeadMansSwitch go out, also inside a window', async () => {
  const ci = await desk.ci();
  await quiet([ci]);

  const quietOne = await fires(ci);
  const loud = await Promise.all([
    fires(ci, { severity: 'security', alertname: 'RootLogin' }),
    fires(ci, { alertname: 'Watchdog' }),
    fires(ci, { alertname: 'DeadMansSwitch' }),
  ]);

  await reaches(quietOne, 'held');
  for (const alert of loud) await eventually(() => expect(told(alert)).toEqual(['firing never-suppressed']), soon);
  await Promise.all([quietOne, ...loud].map(recovers));
  await reaches(quietOne, 'absorbed');
  for (const alert of loud) await eventually(() => expect(told(alert)).toEqual(['firing never-suppressed', 'resolved']), soon);
  expect(told(quietOne)).toEqual([]);
});

itWithAlertmanager('S2 an alert of no known CI goes out, whatever is quiet', async () => {
  const [instance, ci] = [`nobody-${randomUUID()}:9100`, randomUUID()];

  const alerts = await Promise.all([report(named({ instance })), report(named({ ci })), report(named({ instance: `${ci}:1`, job: 'x' }))]);

  for (const alert of alerts) await eventually(() => expect(told(alert)).toEqual(['firing unknown-ci']), soon);
});

itWithAlertmanager(
  'S5 what began well before the quiet and is first heard of inside is no problem of the change: it goes out',
  async () => {
    const ci = await desk.ci();
    await quiet([ci]);

    const [older, younger] = await Promise.all([
      fires(ci, { alertname: 'Older' }, inMillis(-120_000)),
      fires(ci, { alertname: 'Younger' }),
    ]);

    await eventually(() => expect(told(older)).toEqual(['firing pre-existing']), soon);
    await reaches(younger, 'held');
    await Promise.all([recovers(older), recovers(younger)]);
    await eventually(() => expect(told(older)).toEqual(['firing pre-existing', 'resolved']), soon);
    await reaches(younger, 'absorbed');
    expect(told(younger)).toEqual([]);
  },
);

itWithAlertmanager('W1 an alias that is younger than the approval does not widen the quiet', async () => {
  const { id, name } = await host();
  const work = await quiet([id]);
  const younger = `${name}.new`;
  const { body, headers } = await desk.viewer.get(`/v1/configuration-items/${id}`);
  const aliases = [...body.aliases.map(({ scheme, value }: { scheme: string; value: string }) => ({ scheme, value }))];
  const patched = await desk
    .as('configuration-manager')
    .patch(
      `/v1/configuration-items/${id}`,
      { aliases: [...aliases, { scheme: 'hostname', value: younger }] },
      { 'if-match': headers.etag ?? '' },
    );
  expect(patched.status).toBe(200);

  const [known, unforeseen] = await Promise.all([
    report(named({ instance: `${name}:9100` })),
    report(named({ instance: `${younger}:9100` })),
  ]);

  expect(await reaches(known, 'held')).toMatchObject([{ items: [id], changes: [work.id] }]);
  await eventually(() => expect(told(unforeseen)).toEqual(['firing newer-than-approval']), soon);
  expect(await reaches(unforeseen, 'forwarded')).toMatchObject([{ items: [id], note: 'newer-than-approval', changes: [] }]);
  await recovers(known);
  await reaches(known, 'absorbed');
});

itWithAlertmanager('S7 an alert of two CIs is quiet only if both are', async () => {
  const [one, two, three] = [await host(), await host(), await host()];
  const mapping = ['source', 'target'].map((label) => ({ label, scheme: 'hostname' }));
  const monitor = await aMonitor(desk, scene.pager(), { mapping });
  const alertmanager = await alertmanagerFor(monitor);
  try {
    await quiet([one.id, two.id]);
    const both = named({ alertname: 'LinkDown', source: one.name, target: two.name });
    const half = named({ alertname: 'LinkDown', source: one.name, target: three.name });

    await Promise.all([both, half].map((alert) => alertmanager.post(alert, inMillis(600_000))));

    await eventually(() => expect(told(half)).toEqual(['firing not-all-cis-covered']), soon);
    const episodes = async () => (await desk.viewer.get(`/v1/monitors/${monitor.id}/episodes`)).body.items;
    await eventually(async () => {
      const found = (await episodes()) as readonly { state: string; items: readonly string[] }[];
      const shown = Object.fromEntries(found.map(({ state, items }) => [state, [...items].sort()]));
      expect(shown).toEqual({ held: [one.id, two.id].sort(), forwarded: [one.id, three.id].sort() });
    }, soon);
    expect(told(both)).toEqual([]);
  } finally {
    await alertmanager.stop();
  }
});

itWithAlertmanager('S4 every alert that was sent is accounted for, once', async () => {
  const { sent, stored, all, held } = await scene.ledger();

  expect(stored).toEqual(sent);
  expect([all, held]).toEqual([sent.length, 0]);
});
