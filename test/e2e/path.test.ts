import { expect, it } from '@jest/globals';
import { deployedDesk, inMillis } from '../support/deployed-desk.ts';
import { sweepNow } from '../support/deployed-functions.ts';
import { eventually } from '../support/poll.ts';

const desk = deployedDesk();
const { as, requester, window, eventsOf, suppressionOf } = desk;

/** How many milliseconds after its due time an event happened. */
const delay = async (change: string, event: string, due = ''): Promise<number> => {
  const found = (await eventsOf(change)).find(({ name }) => name === event);
  if (!found) throw new Error(`no ${event} yet`);
  return Date.parse(found.time) - Date.parse(due);
};

it('a change is requested, assessed by the workflow, approved, suppresses alerts in its window, and ends by the clock', async () => {
  const item = await desk.ci();
  const submitted = await desk.submitted({ items: [item], window: window({}, 6_000, 3_000) });
  const change = await desk.reaches(submitted.id, 'awaiting-approval', 4_000);
  expect(change).toMatchObject({ scope: { count: 1 }, approvals: { needed: 1, given: 0 } });
  expect(await suppressionOf(item, change.window?.start)).toMatchObject({ suppressed: false });

  expect((await desk.approve(change)).status).toBe(200);
  const { window: scheduled, windowId } = await desk.reaches(change.id, 'scheduled');
  const decision = (await eventsOf(change.id)).find(({ name }) => name === 'DecisionMade');
  expect(await delay(change.id, 'ChangeScheduled', decision?.time)).toBeLessThan(2_000);

  const [before, first, last, after] = [-1, 0, 2_999, 3_000].map((millis) =>
    new Date(Date.parse(scheduled?.start ?? '') + millis).toISOString(),
  );
  expect(await suppressionOf(item, before)).toMatchObject({ suppressed: false, nextTransitionAt: scheduled?.start });
  for (const inside of [first, last]) {
    expect(await suppressionOf(item, inside)).toMatchObject({
      suppressed: true,
      reasons: [{ window: windowId, change: change.id, revision: 1, until: scheduled?.end }],
      nextTransitionAt: scheduled?.end,
    });
  }
  expect(await suppressionOf(item, after)).toMatchObject({ suppressed: false, reasons: [] });

  expect(await eventually(() => delay(change.id, 'WindowOpened', scheduled?.start))).toBeLessThan(2_000);
  expect(await suppressionOf(item)).toMatchObject({ suppressed: true });
  const ended = await desk.reaches(change.id, 'in-review', 6_000);
  expect(ended.notStarted).toBe(true);
  expect(await delay(change.id, 'WindowClosed', scheduled?.end)).toBeLessThan(2_000);
  expect(await suppressionOf(item)).toMatchObject({ suppressed: false });
});

it('W2 a start-confirmed window suppresses alerts from the start to the finish of the change, and not before', async () => {
  const item = await desk.ci();
  const change = await desk.scheduled({ items: [item], window: window({ mode: 'start-confirmed' }) });
  const act = (verb: string, body: object = {}) => requester.post(`/v1/changes/${change.id}/${verb}`, body);
  expect(await act('start')).toMatchObject({ status: 409, body: { code: 'change/too-early' } });
  expect(await act('finish', { outcome: 'successful' })).toMatchObject({ status: 409, body: { code: 'change/not-implementing' } });

  const started = await eventually(async () => {
    const answer = await act('start');
    if (answer.status !== 200) throw new Error(answer.body.code);
    return answer.body;
  });
  expect(started.status).toBe('implementing');
  expect(await suppressionOf(item)).toMatchObject({ suppressed: true });
  expect(await suppressionOf(item, change.window?.start)).toMatchObject({ suppressed: false });

  expect(await act('finish', { outcome: 'successful' })).toMatchObject({ status: 200, body: { status: 'closed', overrun: false } });
  expect(await suppressionOf(item)).toMatchObject({ suppressed: false });
});

it('a window without a mode is start-confirmed, and approval alone suppresses nothing', async () => {
  const item = await desk.ci();
  const change = await desk.scheduled({ items: [item], window: { start: inMillis(60_000), end: inMillis(120_000) } });

  expect(change.window?.mode).toBe('start-confirmed');
  expect(await suppressionOf(item, inMillis(90_000))).toMatchObject({ suppressed: false, nextTransitionAt: null });
});

it('W2 cancelling a change withdraws its window at once', async () => {
  const item = await desk.ci();
  const change = await desk.scheduled({ items: [item], window: window({}, 60_000) });
  const inside = inMillis(90_000);
  expect(await suppressionOf(item, inside)).toMatchObject({ suppressed: true });

  const cancelled = await requester.post(`/v1/changes/${change.id}/cancel`, { reason: 'not today' });

  expect(cancelled).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  expect(await suppressionOf(item, inside)).toMatchObject({ suppressed: false });
  expect(await desk.approve(change)).toMatchObject({ status: expect.any(Number), body: { code: expect.stringMatching(/^approval\//) } });
  expect((await desk.mailTo('approver', change, /^Cancelled/)).text).toContain('not today');
});

it('W2 a window with suppress: false suppresses nothing', async () => {
  const item = await desk.ci();
  await desk.scheduled({ items: [item], window: window({ suppress: false }, 60_000) });

  expect(await suppressionOf(item, inMillis(90_000))).toMatchObject({ suppressed: false });
});

it('H2 a second change on the same CI at the same time is refused', async () => {
  const item = await desk.ci();
  await desk.scheduled({ items: [item], window: window({}, 60_000) });

  const rival = await requester.post('/v1/changes', { title: 'rival', items: [item], window: window({}, 90_000), submit: true });

  expect(rival).toMatchObject({ status: 409, body: { code: 'change/conflict' } });
});

it('P1 P2 a person who is not an approver cannot decide, nor can the requester, nor an approver on another revision', async () => {
  const change = await desk.awaiting();
  const decide = (role: Parameters<typeof as>[0], revision: number) =>
    as(role).post(`/v1/changes/${change.id}/decisions`, { decision: 'approve', revision });

  expect(await decide('admin', 1)).toMatchObject({ status: 403, body: { code: 'approval/not-eligible' } });
  expect(await decide('change-requester', 1)).toMatchObject({ status: 403, body: { code: 'approval/own-change' } });
  expect(await decide('approver', 2)).toMatchObject({ status: 409, body: { code: 'approval/outdated-revision' } });
  expect((await desk.read(change.id)).approvals).toEqual({ needed: 1, given: 0 });
});

it('P4 no answer counts as a rejection at the deadline', async () => {
  const item = await desk.ci();
  const change = await desk.awaiting({ items: [item], window: window() });
  await sweepNow(desk.stack);
  expect((await desk.read(change.id)).status).toBe('awaiting-approval');

  const lapsed = await eventually(async () => {
    await sweepNow(desk.stack);
    return desk.reaches(change.id, 'lapsed', 0);
  });

  expect(Date.parse(lapsed.updatedAt)).toBeGreaterThanOrEqual(Date.parse(change.approvalDeadline ?? ''));
  expect(await desk.approve(change)).toMatchObject({ status: 410, body: { code: 'approval/lapsed' } });
  expect(await suppressionOf(item)).toMatchObject({ suppressed: false });
  await desk.mailTo('change-requester', change, /^Lapsed/);
});
