import { expect } from '@jest/globals';
import { plus, second } from '../../shared/domain/clock.ts';
import { alertScene, clockTime, graceSeconds, itStoresEveryAlert, soon, until } from '../support/alert-scene.ts';
import { itWithAlertmanager } from '../support/alertmanager.ts';
import { eventually } from '../support/poll.ts';

const scene = alertScene();
const { desk, pager, fires, recovers, pageTexts, pagesOf, reaches, suppress } = scene;

/** The length of a window: longer than the grace period, for slow machines. */
const lasts = 10_000;

itWithAlertmanager(
  'S5 an alert that starts outside a window is sent once, with a valid signature and the body that the contract describes',
  async () => {
    const name = `web-${Date.now()}`;
    const ci = await desk.ci({ name });
    const alert = await fires(ci);
    await eventually(() => expect(pageTexts(alert)).toEqual(['firing']), soon);
    await recovers(alert);
    await eventually(() => expect(pageTexts(alert)).toEqual(['firing', 'resolved']), soon);

    const [episode] = await scene.episodesOf(alert);
    const [firing, resolved] = pagesOf(alert);
    expect(firing).toEqual({
      type: 'alert.firing',
      id: `${episode?.id}#1`,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      data: {
        ...{ episode: episode?.id, monitor: scene.monitor().id, status: 'firing', labels: alert.labels, annotations: alert.annotations },
        ...{ startsAt: alert.startsAt, endsAt: null, fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/), changes: [] },
        items: [{ id: ci, name, class: 'database', criticality: 'low' }],
        externalURL: expect.stringMatching(/^http:\/\//),
      },
    });
    expect(resolved).toMatchObject({
      type: 'alert.resolved',
      id: `${episode?.id}#2`,
      data: { status: 'resolved', startsAt: alert.startsAt },
    });
    expect(Date.parse(String(resolved?.data.endsAt))).toBeGreaterThan(Date.parse(alert.startsAt));

    const calls = pager().calls.filter(({ page }) => page.data.episode === episode?.id);
    expect(calls.map(({ answered }) => answered)).toEqual([204, 204]);
    expect(calls.map(({ headers }) => headers['webhook-id'])).toEqual([`${episode?.id}#1`, `${episode?.id}#2`]);
    expect(calls[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-signature': expect.stringMatching(/^v1,/) });
    expect(episode).toMatchObject({
      state: 'forwarded',
      open: false,
      windows: [],
      deliveries: [
        { n: 1, tries: 1 },
        { n: 2, tries: 1 },
      ],
    });
  },
);

itWithAlertmanager(
  'S5 an alert that starts inside a window is sent once after the grace period if it still fires, and never if it recovered',
  async () => {
    const cis = await Promise.all([desk.ci(), desk.ci(), desk.ci()]);
    const [stays, recoversInside, recoversInGrace] = cis;
    const work = await suppress(cis, lasts);
    const alerts = await Promise.all(cis.map((ci) => fires(ci)));
    const [staying, inside, inGrace] = alerts as [(typeof alerts)[0], (typeof alerts)[0], (typeof alerts)[0]];
    await Promise.all(alerts.map((alert) => reaches(alert, 'held')));
    await recovers(inside);
    const [absorbed] = await reaches(inside, 'absorbed');
    expect(absorbed).toMatchObject({ open: false, items: [recoversInside], changes: [work.id], windows: [work.windowId], deliveries: [] });
    await until(work.end);
    expect(alerts.map(pageTexts)).toEqual([[], [], []]);
    await recovers(inGrace);
    expect(await reaches(inGrace, 'absorbed')).toMatchObject([{ open: false, items: [recoversInGrace], deliveries: [] }]);

    const reason = `unsuppressed: ${work.number} ended ${clockTime(work.end)}, firing since ${clockTime(staying.startsAt)} UTC`;
    await eventually(() => expect(pageTexts(staying)).toEqual([`firing ${reason}`]), soon);
    const call = pager().calls.find(({ page }) => page.data.labels.ci === stays);
    expect(call?.at).toBeGreaterThanOrEqual(Date.parse(work.end) + graceSeconds * second);
    expect(call?.page.data).toMatchObject({ startsAt: staying.startsAt, reason, changes: [{ id: work.id, number: work.number }] });

    await reaches(staying, 'released');
    const { items, ...counts } = await scene.tallyOf(work);
    expect(counts).toEqual({ quiet: 3, held: 0, forwarded: 0, absorbed: 2, released: 1 });
    expect(items.map(({ state }: { state: string }) => state).sort()).toEqual(['absorbed', 'absorbed', 'released']);
    const { text } = await desk.mailTo('change-requester', work, /^Window ended/);
    expect(text).toContain('Alerts suppressed: 3. Recovered while suppressed: 2. Sent later: 1.');

    await recovers(staying);
    await eventually(() => expect(pageTexts(staying)).toEqual([`firing ${reason}`, 'resolved']), soon);
    expect([pageTexts(inside), pageTexts(inGrace)]).toEqual([[], []]);
  },
);

itWithAlertmanager(
  'S5 for an alert that was sent before the window, a recovery in the window is sent; if it fires after the window, it is sent again as pre-existing',
  async () => {
    const cis = await Promise.all([desk.ci(), desk.ci(), desk.ci()]);
    const [recovering, staying] = await Promise.all([fires(cis[0] ?? ''), fires(cis[1] ?? '')]);
    await eventually(() => expect([pageTexts(recovering), pageTexts(staying)]).toEqual([['firing'], ['firing']]), soon);
    const work = await suppress(cis, lasts);

    await recovers(recovering);
    await eventually(() => expect(pageTexts(recovering)).toEqual(['firing', 'resolved']), soon);
    expect(Date.now()).toBeLessThan(Date.parse(work.end));
    const flapping = await fires(cis[2] ?? '');
    await reaches(flapping, 'held');
    await recovers(flapping);
    await reaches(flapping, 'absorbed');
    expect(pageTexts(staying)).toEqual(['firing']);

    await until(plus(work.end, graceSeconds * second));
    const again = `pre-existing: ${work.number} ended ${clockTime(work.end)}, firing since ${clockTime(staying.startsAt)} UTC`;
    await eventually(() => expect(pageTexts(staying)).toEqual(['firing', 'firing pre-existing']), soon);
    expect(pagesOf(staying)[1]?.data).toMatchObject({ note: 'pre-existing', reason: again, startsAt: staying.startsAt });
    const refired = await fires(cis[2] ?? '');
    await eventually(() => expect(pageTexts(refired)).toEqual(['firing']), soon);
    expect((await scene.episodesOf(refired)).map(({ state }) => state)).toEqual(['absorbed', 'forwarded']);

    await desk.mailTo('change-requester', work, /^Window ended/);
    expect(pageTexts(staying)).toEqual(['firing', 'firing pre-existing']);
    expect(await scene.tallyOf(work)).toMatchObject({ quiet: 1, held: 0, forwarded: 0, absorbed: 1, released: 0 });
  },
);

itWithAlertmanager('S5 between two adjoining windows an alert stays held, and only the end of the last window releases it', async () => {
  const ci = await desk.ci();
  const first = await scene.scheduledWork([ci], lasts);
  const window = { start: first.end, end: plus(first.end, lasts), mode: 'planned' };
  const last = await desk.scheduled({ items: [ci], window });
  await until(first.start);
  const alert = await fires(ci);
  await reaches(alert, 'held');

  await until(first.end);
  await eventually(async () => expect(await scene.episodesOf(alert)).toMatchObject([{ state: 'held', windows: [last.windowId] }]), soon);
  await desk.mailTo('change-requester', first, /^Window ended/);
  expect(pageTexts(alert)).toEqual([]);
  await reaches(alert, 'released');
  await eventually(() => expect(pageTexts(alert)).toHaveLength(1), soon);
  expect(pageTexts(alert)[0]).toMatch(`firing unsuppressed: ${last.number} ended ${clockTime(window.end)}`);
  expect(pager().calls.find(({ page }) => page.data.labels.ci === ci)?.at).toBeGreaterThanOrEqual(
    Date.parse(window.end) + graceSeconds * second,
  );
  const tallies = await Promise.all([first, last].map((work) => scene.tallyOf(work)));
  expect(tallies).toMatchObject([1, 1].map((one) => ({ quiet: one, held: 0, released: one })));
});

itStoresEveryAlert(scene);
