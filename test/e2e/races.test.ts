import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openPager, type Pager } from '../../infra/local/pager.ts';
import type { DemoRole } from '../../infra/local/people.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import { hour, minute, plus } from '../../shared/domain/clock.ts';
import { aMonitor, type SceneMonitor, scheduledWork, soon, until } from '../support/alert-scene.ts';
import { deployedDesk, inMillis } from '../support/deployed-desk.ts';
import { sweepNow } from '../support/deployed-functions.ts';
import { sendTo } from '../support/http-caller.ts';
import { eventually } from '../support/poll.ts';

const desk = deployedDesk();
const rounds = [0, 1, 2, 3, 4, 5];

const decide = (role: DemoRole, { id, revision }: Change, decision = 'approve') =>
  desk.as(role).post(`/v1/changes/${id}/decisions`, { decision, revision, reason: `decided by ${role}` });
const countOf = async (change: Change, event: string): Promise<number> =>
  (await desk.eventsOf(change.id)).filter(({ name }) => name === event).length;

let pager: Pager;
let monitor: SceneMonitor;
beforeAll(async () => {
  pager = await openPager();
  // The grace period is longer than these tests, so a page is sent because the window was withdrawn.
  monitor = await aMonitor(desk, pager, { graceSeconds: 600 });
});
afterAll(() => pager.close());

/** Sends an alert as Alertmanager does, at the moment that the test needs. With `endsAt` it is a recovery. */
const fire = (ci: string, startsAt = inMillis(0), endsAt?: string) => {
  const labels = { alertname: 'HostDown', ci };
  const status = endsAt === undefined ? 'firing' : 'resolved';
  const alerts = [{ status, labels, startsAt, endsAt: endsAt ?? '0001-01-01T00:00:00Z', fingerprint: ci }];
  return sendTo(monitor.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${monitor.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ version: '4', truncatedAlerts: 0, alerts }),
  });
};

it('S8 an alert that arrives while its window is withdrawn is sent once, whichever is processed first', async () => {
  const cis = await Promise.all(rounds.map(() => desk.ci()));
  const works = await Promise.all(cis.map((ci) => scheduledWork(desk, [ci], hour, [10_000, 60_000])));
  for (const ci of cis)
    await eventually(async () => expect(await desk.suppressionOf(ci)).toMatchObject({ suppressed: true }), { within: 90_000 });

  for (const [round, work] of works.entries()) {
    const cancel = () => desk.requester.post(`/v1/changes/${work.id}/cancel`, { reason: 'not now' });
    const ci = cis[round] ?? '';
    // In the last order the alert starts one request earlier. Otherwise the withdrawal is usually first.
    const orders = [() => [cancel(), fire(ci)], () => [fire(ci), cancel()], () => [fire(ci), desk.read(work.id).then(cancel)]];
    const answers = await Promise.all(orders[round % orders.length]?.() ?? []);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 202]);
  }

  const pagedCis = () => pager.calls.map(({ page }) => page.data.labels.ci).sort();
  await eventually(() => expect(pagedCis()).toEqual([...cis].sort()), soon);
  const { items } = (await desk.viewer.get(`/v1/monitors/${monitor.id}/episodes?limit=200`)).body;
  const states = items.map(({ state }: { state: string }) => state);
  expect(states).toHaveLength(cis.length);
  expect(states.filter((state: string) => !['forwarded', 'released'].includes(state))).toEqual([]);
  for (const { id } of works) expect((await desk.viewer.get(`/v1/changes/${id}/alerts`)).body).toMatchObject({ held: 0, absorbed: 0 });
  expect(pagedCis()).toEqual([...cis].sort());
}, 180_000);

it('S3 S4 an alert that recovers while its window is withdrawn is either absorbed, or sent with its recovery after it', async () => {
  const cis = [await desk.ci(), await desk.ci()];
  const works = await Promise.all(cis.map((ci) => scheduledWork(desk, [ci], hour, [10_000, 60_000])));
  for (const ci of cis)
    await eventually(async () => expect(await desk.suppressionOf(ci)).toMatchObject({ suppressed: true }), { within: 90_000 });

  for (const [round, { id }] of works.entries()) {
    const ci = cis[round] ?? '';
    const startsAt = inMillis(0);
    expect((await fire(ci, startsAt)).status).toBe(202);
    const cancel = () => desk.requester.post(`/v1/changes/${id}/cancel`, { reason: 'not now' });
    const recover = () => fire(ci, startsAt, inMillis(0));
    const answers = await Promise.all(round === 0 ? [cancel(), recover()] : [recover(), cancel()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 202]);

    await eventually(async () => {
      const { items } = (await desk.viewer.get(`/v1/episodes?item=${ci}`)).body;
      expect(items).toMatchObject([{ open: false, state: expect.stringMatching(/^(absorbed|released)$/) }]);
      const sent = pager.calls.filter(({ page }) => page.data.labels.ci === ci).map(({ page }) => page.data.status);
      expect(sent).toEqual(items[0].state === 'absorbed' ? [] : ['firing', 'resolved']);
    }, soon);
  }
}, 180_000);

it('P7 W2 a change that is approved and cancelled at once is cancelled, and suppresses nothing', async () => {
  for (const swap of [false, true]) {
    const change = await desk.awaiting();
    const cancel = () => desk.requester.post(`/v1/changes/${change.id}/cancel`, { reason: 'not now' });
    const calls = [() => decide('approver', change), cancel];

    const answers = await Promise.all((swap ? calls.toReversed() : calls).map((call) => call()));

    const [approved, cancelled] = swap ? answers.toReversed() : answers;
    expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    if (approved?.status !== 200) expect(approved).toMatchObject({ status: 410, body: { code: 'approval/cancelled' } });
    expect((await desk.read(change.id)).status).toBe('cancelled');
    expect([await countOf(change, 'ChangeCancelled'), await countOf(change, 'ChangeApproved')]).toEqual([
      1,
      approved?.status === 200 ? 1 : 0,
    ]);
    expect(await desk.suppressionOf(change.items[0] ?? '', change.window?.start)).toMatchObject({ suppressed: false });
  }
});

it('P4 P7 a change that gets its vote just at the deadline is scheduled or lapsed, as the answer to the vote says', async () => {
  // The first vote is sent a little before the deadline and is mostly in time, the second at the deadline and mostly late.
  for (const early of [300, 0]) {
    const change = await desk.awaiting({ window: desk.window({}, 15_000) });
    await until(plus(change.approvalDeadline ?? '', -early));

    const [vote] = await Promise.all([decide('approver', change), sweepNow(desk.stack)]);

    const inTime = vote.status === 200;
    if (!inTime) expect(vote).toMatchObject({ status: 410, body: { code: expect.stringMatching(/^approval\/(deadline-passed|lapsed)$/) } });
    const settled = await eventually(async () => {
      await sweepNow(desk.stack);
      return desk.reaches(change.id, inTime ? 'scheduled' : 'lapsed', 0);
    });
    expect([await countOf(change, 'ChangeScheduled'), await countOf(change, 'ChangeLapsed')]).toEqual(inTime ? [1, 0] : [0, 1]);
    expect(settled.approvals?.given).toBe(inTime ? 1 : 0);
    expect(await desk.suppressionOf(change.items[0] ?? '', plus(change.window?.start ?? '', minute))).toMatchObject({ suppressed: inTime });
  }
}, 90_000);

it('P7 when two approvers approve at once, one vote counts and the change is scheduled once', async () => {
  const change = await desk.awaiting();

  const answers = await Promise.all([decide('approver', change), decide('change-manager', change)]);

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('change/not-awaiting-approval');
  const scheduled = await desk.reaches(change.id, 'scheduled', 5_000);
  expect(scheduled.approvals).toEqual({ needed: 1, given: 1 });
  expect([
    await countOf(change, 'DecisionMade'),
    await countOf(change, 'ChangeApproved'),
    await countOf(change, 'ChangeScheduled'),
  ]).toEqual([1, 1, 1]);
});

it('P7 when one approver approves and one rejects at once, one decision counts and the other is refused', async () => {
  for (const swap of [false, true]) {
    const change = await desk.awaiting();
    const votes = [() => decide('approver', change), () => decide('freeze-approver', change, 'reject')];

    const answers = await Promise.all((swap ? votes.toReversed() : votes).map((vote) => vote()));

    const [approved, refused] = swap ? answers.toReversed() : answers;
    expect([approved?.status, refused?.status].sort()).toEqual([200, 409]);
    const settled = await desk.reaches(change.id, approved?.status === 200 ? 'scheduled' : 'rejected', 5_000);
    const { items } = (await desk.viewer.get(`/v1/changes/${change.id}/approvals`)).body;
    expect(items).toMatchObject([{ decision: settled.status === 'scheduled' ? 'approve' : 'reject' }]);
    expect(await desk.suppressionOf(change.items[0] ?? '', change.window?.start)).toMatchObject({
      suppressed: settled.status === 'scheduled',
    });
  }
});

it('P7 an approver who decides several times at once has one vote', async () => {
  const change = await desk.awaiting();

  const answers = await Promise.all([decide('approver', change), decide('approver', change), decide('approver', change)]);

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect((await desk.viewer.get(`/v1/changes/${change.id}/approvals`)).body.items).toHaveLength(1);
});
