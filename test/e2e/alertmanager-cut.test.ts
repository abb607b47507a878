import { expect } from '@jest/globals';
import { alertScene, clockTime, graceSeconds, itStoresEveryAlert, type QuietWork, soon } from '../support/alert-scene.ts';
import { itWithAlertmanager } from '../support/alertmanager.ts';
import { eventually } from '../support/poll.ts';

const scene = alertScene();
const { desk, pager, fires, recovers, pageTexts, reaches } = scene;

/** Held alerts are sent within 5 s on an idle machine. A shared machine gets three times as long. */
const atOnce = 15_000;

const act = async (path: string, body: object): Promise<void> => {
  const { status, body: shown } = await desk.requester.post(path, body);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(shown)}`);
};

/** The ways to end a window early other than a good outcome. */
const earlyEnds: readonly (readonly [what: string, endEarly: (work: QuietWork) => Promise<void>])[] = [
  ['cancelled inside its window', ({ id }) => act(`/v1/changes/${id}/cancel`, { reason: 'the disk is broken' })],
  [
    'finished as failed',
    async ({ id }) => {
      await act(`/v1/changes/${id}/start`, {});
      await act(`/v1/changes/${id}/finish`, { outcome: 'failed' });
    },
  ],
  ['put on hold', ({ id }) => act(`/v1/changes/${id}/hold`, { reason: 'wait for the vendor' })],
  ['kept while a person ends its window', ({ windowId }) => act(`/v1/windows/${windowId}/end`, { reason: 'we need to see' })],
];

for (const [what, endEarly] of earlyEnds) {
  itWithAlertmanager(`S5 when a change is ${what}, held alerts are sent at once and later alerts are not suppressed`, async () => {
    const cis = await Promise.all([desk.ci(), desk.ci()]);
    const [ci = '', other = ''] = cis;
    const work = await scene.suppress(cis);
    const alert = await fires(ci);
    await reaches(alert, 'held');
    expect(pageTexts(alert)).toEqual([]);

    const began = Date.now();
    await endEarly(work);
    const done = new Date().toISOString();

    await eventually(() => expect(pageTexts(alert)).toHaveLength(1), soon);
    const call = pager().calls.find(({ page }) => page.data.labels.ci === ci);
    expect((call?.at ?? 0) - began).toBeLessThan(atOnce);
    const since = `firing since ${clockTime(alert.startsAt)} UTC`;
    expect(
      [new Date(began).toISOString(), done].map((at) => `firing unsuppressed: ${work.number} ended early ${clockTime(at)}, ${since}`),
    ).toContain(pageTexts(alert)[0]);
    await reaches(alert, 'released');

    expect(await desk.suppressionOf(other)).toMatchObject({ suppressed: false });
    const loud = await fires(other);
    await eventually(() => expect(pageTexts(loud)).toEqual(['firing']), soon);
    await Promise.all([recovers(alert), recovers(loud)]);
    await eventually(() => expect([pageTexts(alert)[1], pageTexts(loud)]).toEqual(['resolved', ['firing', 'resolved']]), soon);
    expect(await scene.tallyOf(work)).toMatchObject({ quiet: 1, held: 0, forwarded: 0, absorbed: 0, released: 1 });
  });
}

itWithAlertmanager('S5 when a change finishes successfully, held alerts are decided after the grace period, not at once', async () => {
  const cis = await Promise.all([desk.ci(), desk.ci()]);
  const work = await scene.suppress(cis);
  await act(`/v1/changes/${work.id}/start`, {});
  const [staying, recovering] = await Promise.all([fires(cis[0] ?? ''), fires(cis[1] ?? '')]);
  await Promise.all([reaches(staying, 'held'), reaches(recovering, 'held')]);

  await act(`/v1/changes/${work.id}/finish`, { outcome: 'successful' });
  const finished = Date.parse((await desk.read(work.id)).finishedAt ?? '');
  await recovers(recovering);

  await reaches(recovering, 'absorbed');
  await eventually(() => expect(pageTexts(staying)).toHaveLength(1), soon);
  expect(pageTexts(recovering)).toEqual([]);
  const call = pager().calls.find(({ page }) => page.data.labels.ci === cis[0]);
  expect(call?.at).toBeGreaterThanOrEqual(finished + graceSeconds * 1_000);
  expect(pageTexts(staying)[0]).toContain(`unsuppressed: ${work.number} ended ${clockTime(new Date(finished).toISOString())},`);
  expect(await scene.tallyOf(work)).toMatchObject({ quiet: 2, held: 0, absorbed: 1, released: 1 });
});

itStoresEveryAlert(scene);
