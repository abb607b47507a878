import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { AlertReport } from '../../infra/local/alertmanager.ts';
import { alertScene, aMonitor, itStoresEveryAlert, soon } from '../support/alert-scene.ts';
import { alertmanagerFor, itWithAlertmanager } from '../support/alertmanager.ts';
import { inMillis } from '../support/deployed-desk.ts';
import { eventually } from '../support/poll.ts';

const scene = alertScene();
const { desk, fires, recovers, report, pageTexts, reaches, suppress } = scene;

/** A CI with its hostname as an alias. */
const host = async (): Promise<{ readonly id: string; readonly name: string }> => {
  const name = `host-${randomUUID()}`;
  return { id: await desk.ci({ aliases: [{ scheme: 'hostname', value: name }] }), name };
};
const anAlert = (labels: Readonly<Record<string, string>>): AlertReport => ({
  labels: { alertname: 'HostDown', severity: 'critical', ...labels },
  startsAt: inMillis(0),
});

itWithAlertmanager('S6 security alerts, Watchdog and DeadMansSwitch are sent inside a window too', async () => {
  const ci = await desk.ci();
  await suppress([ci]);

  const suppressed = await fires(ci);
  const loud = await Promise.all([
    fires(ci, { severity: 'security', alertname: 'RootLogin' }),
    fires(ci, { alertname: 'Watchdog' }),
    fires(ci, { alertname: 'DeadMansSwitch' }),
  ]);

  await reaches(suppressed, 'held');
  for (const alert of loud) await eventually(() => expect(pageTexts(alert)).toEqual(['firing never-suppressed']), soon);
  await Promise.all([suppressed, ...loud].map(recovers));
  await reaches(suppressed, 'absorbed');
  for (const alert of loud) await eventually(() => expect(pageTexts(alert)).toEqual(['firing never-suppressed', 'resolved']), soon);
  expect(pageTexts(suppressed)).toEqual([]);
});

itWithAlertmanager('S2 an alert of no known CI is sent', async () => {
  const [instance, ci] = [`nobody-${randomUUID()}:9100`, randomUUID()];

  const alerts = await Promise.all([
    report(anAlert({ instance })),
    report(anAlert({ ci })),
    report(anAlert({ instance: `${ci}:1`, job: 'x' })),
  ]);

  for (const alert of alerts) await eventually(() => expect(pageTexts(alert)).toEqual(['firing unknown-ci']), soon);
});

itWithAlertmanager(
  'S5 an alert that began well before the window and is first received inside it is sent, because the change did not cause it',
  async () => {
    const ci = await desk.ci();
    await suppress([ci]);

    const [older, younger] = await Promise.all([
      fires(ci, { alertname: 'Older' }, inMillis(-120_000)),
      fires(ci, { alertname: 'Younger' }),
    ]);

    await eventually(() => expect(pageTexts(older)).toEqual(['firing pre-existing']), soon);
    await reaches(younger, 'held');
    await Promise.all([recovers(older), recovers(younger)]);
    await eventually(() => expect(pageTexts(older)).toEqual(['firing pre-existing', 'resolved']), soon);
    await reaches(younger, 'absorbed');
    expect(pageTexts(younger)).toEqual([]);
  },
);

itWithAlertmanager('W1 an alias that is newer than the approval does not widen the scope of the window', async () => {
  const { id, name } = await host();
  const work = await suppress([id]);
  const newName = `${name}.new`;
  const { body, headers } = await desk.viewer.get(`/v1/configuration-items/${id}`);
  const aliases = [...body.aliases.map(({ scheme, value }: { scheme: string; value: string }) => ({ scheme, value }))];
  const patched = await desk
    .as('configuration-manager')
    .patch(
      `/v1/configuration-items/${id}`,
      { aliases: [...aliases, { scheme: 'hostname', value: newName }] },
      { 'if-match': headers.etag ?? '' },
    );
  expect(patched.status).toBe(200);

  const [known, added] = await Promise.all([
    report(anAlert({ instance: `${name}:9100` })),
    report(anAlert({ instance: `${newName}:9100` })),
  ]);

  expect(await reaches(known, 'held')).toMatchObject([{ items: [id], changes: [work.id] }]);
  await eventually(() => expect(pageTexts(added)).toEqual(['firing newer-than-approval']), soon);
  expect(await reaches(added, 'forwarded')).toMatchObject([{ items: [id], note: 'newer-than-approval', changes: [] }]);
  await recovers(known);
  await reaches(known, 'absorbed');
});

itWithAlertmanager('S7 an alert of two CIs is suppressed only if both CIs are in a window', async () => {
  const [one, two, three] = [await host(), await host(), await host()];
  const mapping = ['source', 'target'].map((label) => ({ label, scheme: 'hostname' }));
  const monitor = await aMonitor(desk, scene.pager(), { mapping });
  const alertmanager = await alertmanagerFor(monitor);
  try {
    await suppress([one.id, two.id]);
    const both = anAlert({ alertname: 'LinkDown', source: one.name, target: two.name });
    const half = anAlert({ alertname: 'LinkDown', source: one.name, target: three.name });

    await Promise.all([both, half].map((alert) => alertmanager.post(alert, inMillis(600_000))));

    await eventually(() => expect(pageTexts(half)).toEqual(['firing not-all-cis-covered']), soon);
    const episodes = async () => (await desk.viewer.get(`/v1/monitors/${monitor.id}/episodes`)).body.items;
    await eventually(async () => {
      const found = (await episodes()) as readonly { state: string; items: readonly string[] }[];
      const shown = Object.fromEntries(found.map(({ state, items }) => [state, [...items].sort()]));
      expect(shown).toEqual({ held: [one.id, two.id].sort(), forwarded: [one.id, three.id].sort() });
    }, soon);
    expect(pageTexts(both)).toEqual([]);
  } finally {
    await alertmanager.stop();
  }
});

itStoresEveryAlert(scene);
