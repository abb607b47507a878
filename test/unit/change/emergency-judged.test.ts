import { expect, it } from '@jest/globals';
import { listPending } from '../../../shared/application/approval/list-pending.ts';
import { promptApprovers } from '../../../shared/application/approval/prompt-approvers.ts';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { extendChange } from '../../../shared/application/change/extend-change.ts';
import { finishChange } from '../../../shared/application/change/finish-change.ts';
import { listChanges } from '../../../shared/application/change/list-changes.ts';
import { reviewChange } from '../../../shared/application/change/review-change.ts';
import { evaluate } from '../../../shared/application/suppression/evaluate.ts';
import type { Change } from '../../../shared/domain/change/change.ts';
import { day, hour, type Instant, minute, plus } from '../../../shared/domain/clock.ts';
import { hourOf } from '../../../shared/domain/due/due.ts';
import { noon } from '../../support/changes.ts';
import { emergencyDesk } from '../../support/emergencies.ts';

type Desk = Awaited<ReturnType<typeof emergencyDesk>>;

const isQuiet = async (desk: Desk) => (await evaluate(desk.world)({ at: desk.clock.now(), alerts: [{ ci: desk.api }] }))[0]?.suppressed;
const finish = (desk: Desk, change: Change) => finishChange(desk.context)(change.id, { outcome: 'successful' }, desk.otto);
const review = (desk: Desk, change: Change, caller = desk.max) => reviewChange(desk.context)(change.id, 'It was right.', caller);

it('H7 is approved while it is implemented, and then reviewed by somebody who did not start it', async () => {
  const desk = await emergencyDesk();
  const started = await desk.started();

  const approved = await desk.vote(started, desk.anna);

  expect(approved).toMatchObject({ status: 'implementing', approvals: { given: 1 }, retrospective: { state: 'approved' } });
  expect(await isQuiet(desk)).toBe(true);
  await expect(desk.vote(approved, desk.abe)).rejects.toBeDomainError('approval/started');
  const finished = await finish(desk, approved);
  expect(finished.status).toBe('in-review');
  expect((await review(desk, finished)).status).toBe('closed');
  expect(await desk.unauthorized()).toEqual([]);
});

/** Runs every reminder and escalation that is due at a time, as the sweep does, and returns the events that are new. */
const prompted = async ({ clock, context, world }: Desk, change: Change, now: Instant) => {
  const promptsNow = async () =>
    (await world.events.of({ type: 'change', id: change.id })).map(({ name }) => name).filter((name) => /^Approval(Rem|Esc)/.test(name));
  const before = await promptsNow();
  clock.set(now);
  for (let at = noon; hourOf(at) <= hourOf(now); at = plus(at, hour))
    for (const due of await world.dues.of('minute', hourOf(at), now, 100)) {
      if (due.duty !== 'prompt') continue;
      await promptApprovers(context)(due.subject);
      await world.store.commit([world.dues.remove(due)]);
    }
  return (await promptsNow()).slice(before.length);
};

it('H7 P4 approvers are reminded by the deadline that the start sets, and no more by the first one', async () => {
  const desk = await emergencyDesk();
  const waiting = await desk.awaiting(desk.emergency, desk.otto);
  const started = await desk.start(waiting);
  const due = started.retrospective?.due ?? '';

  expect(due > plus(waiting.approvalDeadline ?? '', day)).toBe(true);
  expect(await prompted(desk, started, plus(waiting.approvalDeadline ?? '', -1))).toEqual([]);
  expect(await prompted(desk, started, plus(due, -day))).toEqual(['ApprovalReminded']);
  expect(await prompted(desk, started, plus(due, -hour))).toEqual(['ApprovalEscalated', 'ApprovalReminded']);
});

it('H7 is in the list of who may approve it, from the start until it is decided, also when it is finished', async () => {
  const desk = await emergencyDesk();
  const pending = async ({ id, roles }: typeof desk.anna) =>
    (await listPending(desk.context)({ id, roles }, { limit: 10 })).items.map(({ change }) => change.id);
  const started = await desk.started();

  expect([await pending(desk.anna), await pending(desk.otto)]).toEqual([[started.id], []]);
  await finish(desk, started);
  expect(await pending(desk.anna)).toEqual([started.id]);
  await desk.vote(started, desk.anna);
  expect(await pending(desk.anna)).toEqual([]);
  expect(await pending(desk.abe)).toEqual([]);
});

it('H7 is approved after it was finished; before that, it is listed, and its review is refused', async () => {
  const desk = await emergencyDesk();
  const started = await desk.started();
  const finished = await finish(desk, started);
  const needing = async (needs: string) =>
    (await listChanges({ ...desk.context, teams: desk.world.teams })({ limit: 10 }, { needs })).items.map(({ id }) => id);

  await expect(review(desk, finished)).rejects.toBeDomainError('change/approval-awaited');
  expect([await needing('retrospective-approval'), await needing('review')]).toEqual([[started.id], []]);

  const approved = await desk.vote(finished, desk.anna);

  expect(approved).toMatchObject({ status: 'in-review', retrospective: { state: 'approved' } });
  expect([await needing('retrospective-approval'), await needing('review')]).toEqual([[], [started.id]]);
  expect((await review(desk, approved)).status).toBe('closed');
});

it('H7 P2 who starts it neither decides on it nor reviews it, and a vote from before the start does not count', async () => {
  const desk = await emergencyDesk();
  const group = await desk.group('both', desk.anna, desk.abe, desk.max);
  await desk.policy({ name: 'two', levels: [{ group, needs: 2 }] });
  const awaiting = await desk.awaiting({ ...desk.emergency, implementer: desk.ian.id });
  await desk.vote(awaiting, desk.max);
  const started = await desk.start(awaiting, desk.max);
  await expect(desk.vote(started, desk.max)).rejects.toBeDomainError('approval/already-decided');

  expect(await desk.vote(started, desk.anna)).toMatchObject({ approvals: { given: 1 }, retrospective: { state: 'awaiting' } });
  const finished = await finishChange(desk.context)(started.id, { outcome: 'successful' }, desk.max);
  const approved = await desk.vote(finished, desk.abe);
  expect(approved).toMatchObject({ approvals: { given: 2 }, retrospective: { state: 'approved' } });
  await expect(review(desk, approved)).rejects.toBeDomainError('change/own-review');
});

it('H7 a rejection withdraws the window at once, decides what it held, and records an unauthorized change of each CI', async () => {
  const desk = await emergencyDesk();
  const second = await desk.ci('orders-worker', { contactGroups: [{ group: desk.onCall, role: 'on-call' }] });
  const started = await desk.started({ items: [desk.api, second] });
  desk.clock.advance(10 * minute);
  expect(await isQuiet(desk)).toBe(true);

  const rejected = await desk.vote(started, desk.anna, 'reject', 'Not needed.');

  expect(rejected).toMatchObject({ status: 'implementing', retrospective: { state: 'rejected' } });
  expect(await isQuiet(desk)).toBe(false);
  expect(await desk.windowOf(rejected)).toMatchObject({ withdrawnAt: desk.clock.now(), releaseDue: true });
  expect(await desk.eventsOf(rejected)).toEqual(expect.arrayContaining(['WindowWithdrawn', 'EmergencyUnauthorized']));
  expect(await desk.unauthorized()).toMatchObject(
    [desk.api, second].map((item) => ({
      ...{ item, source: 'not-approved-in-time', status: 'open', change: started.id, actor: `person:${desk.otto.id}` },
    })),
  );
  await expect(desk.vote(rejected, desk.abe)).rejects.toBeDomainError('approval/started');
  const finished = await finish(desk, rejected);
  expect(finished.status).toBe('in-review');
  desk.clock.advance(7 * day);
  expect((await desk.advance(finished)).retrospective?.state).toBe('rejected');
  expect((await review(desk, finished)).status).toBe('closed');
});

it('H7 a rejection after the window has ended leaves the window as it was', async () => {
  const desk = await emergencyDesk();
  const finished = await finish(desk, await desk.started());

  const rejected = await desk.vote(finished, desk.anna, 'reject', 'Not needed.');

  expect(rejected).toMatchObject({ status: 'in-review', retrospective: { state: 'rejected' } });
  expect((await desk.windowOf(rejected)).withdrawnAt).toBeUndefined();
  expect(await desk.unauthorized()).toHaveLength(1);
});

it.each([true, false])('H7 is late when it is due, never before, and once (finished: %s)', async (isFinished) => {
  const desk = await emergencyDesk();
  const started = await desk.started();
  if (isFinished) await finish(desk, started);
  const due = started.retrospective?.due ?? '';
  desk.clock.set(plus(due, -1));
  expect((await desk.advance(started)).retrospective?.state).toBe('awaiting');
  expect(await desk.unauthorized()).toEqual([]);
  desk.clock.set(due);

  await Promise.all([desk.advance(started), desk.advance(started)]);
  const late = await desk.advance(started);

  expect(late.retrospective?.state).toBe('late');
  expect(await desk.unauthorized()).toMatchObject([{ item: desk.api, source: 'not-approved-in-time', change: started.id }]);
  expect((await desk.eventsOf(late)).filter((name) => name === 'EmergencyUnauthorized')).toHaveLength(1);
  await expect(desk.vote(late, desk.anna)).rejects.toBeDomainError('approval/deadline-passed');
});

it('H7 no vote counts from the instant at which it is due', async () => {
  const desk = await emergencyDesk();
  const started = await desk.started();
  desk.clock.set(started.retrospective?.due ?? '');

  await expect(desk.vote(started, desk.anna)).rejects.toBeDomainError('approval/deadline-passed');
});

it('H7 the sweep has a row for the time at which it is due', async () => {
  const desk = await emergencyDesk();
  const started = await desk.started();
  const { due = '' } = started.retrospective ?? {};

  const rows = await desk.world.dues.of('minute', due.slice(0, 13), due, 10);

  expect(rows).toMatchObject([{ duty: 'advance', subject: started.id, at: due }]);
});

it('H7 while its work is not approved, it is neither cancelled nor extended', async () => {
  const desk = await emergencyDesk();
  const started = await desk.started({ window: { length: 'PT20M' } });
  const cancel = () => cancelChange(desk.context)(started.id, 'No.', desk.otto);
  const extend = (end: string) => extendChange(desk.context)(started.id, { end, reason: 'It takes longer.' }, desk.otto);
  await expect(cancel()).rejects.toBeDomainError('change/started-unapproved');
  await expect(extend(plus(noon, 30 * minute))).rejects.toBeDomainError('change/started-unapproved');

  await desk.vote(started, desk.anna);

  await expect(extend(plus(noon, hour + 1))).rejects.toBeDomainError('change/emergency-too-long');
  expect((await extend(plus(noon, hour))).extension).toMatchObject({ end: plus(noon, hour) });
  expect((await cancel()).status).toBe('cancelled');
});
