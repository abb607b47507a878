import { expect } from '@jest/globals';
import { alertScene, clockTime, graceSeconds, type QuietWork, soon } from '../support/alert-scene.ts';
import { itWithAlertmanager } from '../support/alertmanager.ts';
import { eventually } from '../support/poll.ts';

const scene = alertScene();
const { desk, pager, fires, recovers, told, reaches } = scene;

/** Held alerts are out within 5 s of a cut on a machine that does nothing else; three times that on a machine that many share. */
const atOnce = 15_000;

const act = async (path: string, body: object): Promise<void> => {
  const { status, body: shown } = await desk.requester.post(path, body);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(shown)}`);
};

/** What ends the quiet before its time, when it is not the work that went well. */
const cuts: readonly (readonly [what: string, cut: (work: QuietWork) => Promise<void>])[] = [
  ['cancelled inside its window', ({ id }) => act(`/v1/changes/${id}/cancel`, { reason: 'the disk is broken' })],
  [
    'finished as failed',
    async ({ id }) => {
      await act(`/v1/changes/${id}/start`, {});
      await act(`/v1/changes/${id}/finish`, { outcome: 'failed' });
    },
  ],
  ['put on hold', ({ id }) => act(`/v1/changes/${id}/hold`, { reason: 'wait for the vendor' })],
  ['kept, its quiet ended by hand', ({ windowId }) => act(`/v1/windows/${windowId}/end`, { reason: 'we need to see' })],
];

for (const [what, cut] of cuts) {
  itWithAlertmanager(`S5 a change that is ${what}: what is held goes out at once, and nothing is quiet any more`, async () => {
    const cis = await Promise.all([desk.ci(), desk.ci()]);
    const [ci = '', other = ''] = cis;
    const work = await scene.quiet(cis);
    const alert = await fires(ci);
    await reaches(alert, 'held');
    expect(told(alert)).toEqual([]);

    const asked = Date.now();
    await cut(work);
    const done = new Date().toISOString();

    await eventually(() => expect(told(alert)).toHaveLength(1), soon);
    const call = pager().calls.find(({ page }) => page.data.labels.ci === ci);
    expect((call?.at ?? 0) - asked).toBeLessThan(atOnce);
    const since = `firing since ${clockTime(alert.startsAt)}`;
    expect(
      [new Date(asked).toISOString(), done].map((at) => `firing unsuppressed: ${work.number} ended early ${clockTime(at)}, ${since}`),
    ).toContain(told(alert)[0]);
    await reaches(alert, 'released');

    expect(await desk.quiet(other)).toMatchObject({ suppressed: false });
    const loud = await fires(other);
    await eventually(() => expect(told(loud)).toEqual(['firing']), soon);
    await Promise.all([recovers(alert), recovers(loud)]);
    await eventually(() => expect([told(alert)[1], told(loud)]).toEqual(['resolved', ['firing', 'resolved']]), soon);
    expect(await scene.tallyOf(work)).toMatchObject({ quiet: 1, held: 0, forwarded: 0, absorbed: 0, released: 1 });
  });
}

itWithAlertmanager('S5 finished with a good outcome: what is held is decided after the grace, not at once', async () => {
  const cis = await Promise.all([desk.ci(), desk.ci()]);
  const work = await scene.quiet(cis);
  await act(`/v1/changes/${work.id}/start`, {});
  const [staying, recovering] = await Promise.all([fires(cis[0] ?? ''), fires(cis[1] ?? '')]);
  await Promise.all([reaches(staying, 'held'), reaches(recovering, 'held')]);

  await act(`/v1/changes/${work.id}/finish`, { outcome: 'successful' });
  const finished = Date.parse((await desk.read(work.id)).finishedAt ?? '');
  await recovers(recovering);

  await reaches(recovering, 'absorbed');
  await eventually(() => expect(told(staying)).toHaveLength(1), soon);
  expect(told(recovering)).toEqual([]);
  const call = pager().calls.find(({ page }) => page.data.labels.ci === cis[0]);
  expect(call?.at).toBeGreaterThanOrEqual(finished + graceSeconds * 1_000);
  expect(told(staying)[0]).toContain(`unsuppressed: ${work.number} ended ${clockTime(new Date(finished).toISOString())},`);
  expect(await scene.tallyOf(work)).toMatchObject({ quiet: 2, held: 0, absorbed: 1, released: 1 });
});

itWithAlertmanager('S4 every alert that was sent is accounted for, once', async () => {
  const { sent, stored, all, held } = await scene.ledger();

  expect(stored).toEqual(sent);
  expect([all, held]).toEqual([sent.length, 0]);
});
