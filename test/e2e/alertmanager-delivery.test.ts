import { expect } from '@jest/globals';
import { alertScene, aMonitor, itStoresEveryAlert, soon } from '../support/alert-scene.ts';
import { alertmanagerFor, itWithAlertmanager } from '../support/alertmanager.ts';
import { inMillis } from '../support/deployed-desk.ts';
import { sendTo } from '../support/http-caller.ts';
import { eventually } from '../support/poll.ts';

const scene = alertScene();
const { desk, pager, fires, recovers, report, pageTexts, pagesOf, reaches } = scene;

/** A webhook message as recorded from Alertmanager 0.25, with this CI and this fingerprint. */
const recordedMessage = (ci: string, fingerprint: string, truncatedAlerts = 0) => {
  const labels = { alertname: 'HostDown', ci, severity: 'critical' };
  const annotations = { summary: `${ci} down` };
  return {
    ...{ receiver: 'hook', status: 'firing', groupLabels: labels, commonLabels: labels, commonAnnotations: annotations },
    alerts: [
      {
        ...{ status: 'firing', labels, annotations, fingerprint },
        ...{ startsAt: '2026-11-24T02:29:34.436357446Z', endsAt: '0001-01-01T00:00:00Z', generatorURL: 'http://prom.local/g' },
      },
    ],
    ...{ externalURL: 'http://vm:19093', version: '4', groupKey: `{}:{alertname="HostDown", ci="${ci}"}`, truncatedAlerts },
  };
};

const post = (url: string, authorization: string, body: object) =>
  sendTo(url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', 'user-agent': 'Alertmanager/0.25.0' },
    body: JSON.stringify(body),
  });

itWithAlertmanager(
  'S9 an alert that resolved because Alertmanager lost its source is sent again when it returns with the same startsAt',
  async () => {
    const ci = await desk.ci();
    const startsAt = inMillis(0);
    const alert = await fires(ci, { alertname: 'KeepsFiring' }, startsAt);
    const cutOff = { labels: { alertname: 'CutOff', ci, severity: 'critical' }, startsAt };
    await report(cutOff, 3_000);
    await eventually(() => expect(pageTexts(cutOff)).toEqual(['firing', 'resolved']), soon);

    await report(cutOff);
    await eventually(() => expect(pageTexts(cutOff)).toEqual(['firing', 'resolved', 'firing']), soon);

    expect(pagesOf(cutOff).map(({ data }) => data.startsAt)).toEqual([startsAt, startsAt, startsAt]);
    expect(await reaches(cutOff, 'forwarded', 'forwarded')).toMatchObject([
      { open: false, startsAt },
      { open: true, startsAt },
    ]);
    expect(pageTexts(alert)).toEqual(['firing']);
  },
);

itWithAlertmanager('S10 when the receiver fails three times, the page arrives once and its recovery after it', async () => {
  const ci = await desk.ci();
  pager().failNext(3);
  const alert = await fires(ci);
  const calls = () => pager().calls.filter(({ page }) => page.data.labels.ci === ci);
  await eventually(() => expect(calls().length).toBeGreaterThan(0), soon);
  await recovers(alert);

  await eventually(() => expect(pageTexts(alert)).toEqual(['firing', 'resolved']), { within: 60_000 });

  const [episode] = await eventually(async () => {
    const found = await scene.episodesOf(alert);
    expect(found).toMatchObject([{ deliveries: [{ status: 'sent' }, { status: 'sent' }] }]);
    return found;
  }, soon);
  expect(episode?.deliveries).toMatchObject([
    { n: 1, kind: 'firing', tries: 4 },
    { n: 2, kind: 'resolved', tries: 1 },
  ]);
  const [first, second] = [`${episode?.id}#1`, `${episode?.id}#2`];
  expect(calls().map(({ page, answered }) => [page.id, answered])).toEqual([
    [first, 503],
    [first, 503],
    [first, 503],
    [first, 204],
    [second, 204],
  ]);
  // The recovery does not wait until the claim on the firing delivery ends, 30 s later.
  const [accepted, recovered] = calls().slice(-2);
  expect((recovered?.at ?? 0) - (accepted?.at ?? 0)).toBeLessThan(10_000);
});

itWithAlertmanager('M1 Alertmanager may send its token as a password', async () => {
  const monitor = await aMonitor(desk, pager());
  const alertmanager = await alertmanagerFor({ ...monitor, basic: true });
  try {
    const alert = { labels: { alertname: 'ByPassword', ci: await desk.ci() }, startsAt: inMillis(0) };
    await alertmanager.post(alert, inMillis(600_000));
    await eventually(() => expect(pageTexts(alert)).toEqual(['firing']), soon);
    await alertmanager.post(alert, inMillis(0));
    await eventually(() => expect(pageTexts(alert)).toEqual(['firing', 'resolved']), soon);
  } finally {
    await alertmanager.stop();
  }
});

itWithAlertmanager("M1 another monitor's token is refused, and nothing of its message is stored", async () => {
  const ci = await desk.ci();
  const [mine, other] = [scene.monitor(), await aMonitor(desk, pager())];
  const attempt = (authorization: string) => post(mine.url, authorization, recordedMessage(ci, 'f2a1174ab5cb570e'));

  expect(await attempt(`Bearer ${other.token}`)).toMatchObject({ status: 403, body: { code: 'monitor/other' } });
  const password = Buffer.from(`any:${other.token}`).toString('base64');
  expect(await attempt(`Basic ${password}`)).toMatchObject({ status: 403, body: { code: 'monitor/other' } });
  expect((await attempt(`Bearer ${other.token}x`)).status).toBe(401);
  expect((await attempt(`Bearer ${desk.stack.tokens.admin}`)).status).toBe(403);

  expect((await desk.viewer.get(`/v1/episodes?item=${ci}`)).body.items).toEqual([]);
});

itWithAlertmanager('M1 a truncated message is refused, but the alerts in it are stored and sent', async () => {
  const ci = await desk.ci();
  const monitor = await aMonitor(desk, pager());
  const alert = { labels: { alertname: 'HostDown', ci }, startsAt: '2026-11-24T02:29:34.436Z' };
  const send = (truncated: number) => post(monitor.url, `Bearer ${monitor.token}`, recordedMessage(ci, 'f2a1174ab5cb570e', truncated));

  expect(await send(2)).toMatchObject({ status: 422, body: { code: 'alerts/truncated' } });
  await eventually(() => expect(pageTexts(alert)).toEqual(['firing']), soon);
  expect(pagesOf(alert)[0]?.data.startsAt).toBe(alert.startsAt);

  expect(await send(0)).toMatchObject({ status: 202, body: { received: 1, stored: 1 } });
  const { items } = (await desk.viewer.get(`/v1/monitors/${monitor.id}/episodes`)).body;
  expect(items).toMatchObject([{ state: 'forwarded', repeats: 1, deliveries: [{ n: 1, status: 'sent' }] }]);
});

itStoresEveryAlert(scene);
