import { expect, it } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { nextWorkflowStep, runTask } from '../../../shared/application/change/run-workflow.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { StaleWrite } from '../../../shared/domain/store.ts';
import { changeDesk, noon } from '../../support/changes.ts';
import { shuffled } from '../../support/turns.ts';

const window = { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'planned' };

it('H2 submitting a change on a CI that a scheduled change has at that time is refused', async () => {
  const desk = await changeDesk();
  await desk.scheduled({ window });

  await expect(desk.request({ window })).rejects.toBeDomainError('change/conflict');
  const after = { ...window, start: window.end, end: plus(window.end, hour) };
  expect((await desk.request({ window: after })).status).toBe('assessing');
});

it('H2 two changes that suppress nothing do not conflict on one CI', async () => {
  const desk = await changeDesk();
  await desk.scheduled({ window: { ...window, suppress: false } });

  expect((await desk.scheduled({ window: { ...window, suppress: false } })).status).toBe('scheduled');
});

it('T8 a blocked change is recorded once, is tried again once a minute, and its workflow waits in the meantime', async () => {
  const desk = await changeDesk();
  const [first, second] = [await desk.awaiting({ window }), await desk.awaiting({ window })];
  await desk.vote(first, desk.anna);
  const blocked = await desk.vote(second, desk.anna);
  for (let minutes = 0; minutes < 10; minutes += 1) {
    desk.clock.advance(minute);
    await desk.advance(second);
    await desk.advance(second);
  }

  expect((await desk.eventsOf(second)).filter((name) => name === 'SchedulingBlocked')).toHaveLength(1);
  expect((await desk.world.changes.get(second.id)).version).toBe(blocked.version);
  const tries = desk.records.all().filter(({ type, data }) => type === 'Due' && data.id === 'retry');
  expect(tries).toHaveLength(11);
  desk.clock.set(plus(window.start, 1));
  expect(nextWorkflowStep(blocked, desk.clock.now())).toEqual({ next: 'wait-for-start', until: plus(window.start, minute) });
});

it('T8 a conflict at scheduling keeps the votes, is shown, and ends when the other change is cancelled', async () => {
  const desk = await changeDesk();
  const [first, second] = [await desk.awaiting({ window }), await desk.awaiting({ window })];
  const winner = await desk.vote(first, desk.anna);
  const blocked = await desk.vote(second, desk.anna);

  expect(winner.status).toBe('scheduled');
  expect(blocked).toMatchObject({
    status: 'awaiting-approval',
    approvals: { given: 1 },
    conflicts: [
      { kind: 'same-ci', severity: 'blocking', change: first.id, items: [desk.database] },
      { kind: 'implementer', severity: 'warning', change: first.id },
    ],
  });
  await cancelChange(desk.context)(first.id, 'not tonight', desk.rita);
  expect((await desk.world.changes.get(second.id)).status).toBe('scheduled');
});

it('T8 a change that stays blocked lapses a minute after the deadline, not before', async () => {
  const desk = await changeDesk();
  const [first, second] = [await desk.awaiting({ window }), await desk.awaiting({ window })];
  await desk.vote(first, desk.anna);
  await desk.vote(second, desk.anna);

  desk.clock.set(plus(window.start, minute - 1));
  expect((await desk.advance(second)).status).toBe('awaiting-approval');
  desk.clock.set(plus(window.start, minute));
  expect((await desk.advance(second)).status).toBe('lapsed');
});

it('P7 the votes of two approvers at once both count (two hundred interleavings)', async () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const desk = await changeDesk();
    const owners = await desk.group('owners', desk.abe);
    const owned = await desk.ci('owned', { contactGroups: [{ group: owners, role: 'approver' }] });
    const change = await desk.awaiting({ items: [desk.server, owned] });
    shuffled(desk, seed);

    await Promise.all([desk.vote(change, desk.anna), desk.vote(change, desk.abe)]);

    desk.records.before = () => undefined;
    expect(await desk.world.changes.get(change.id)).toMatchObject({ status: 'scheduled', approvals: { given: 2 } });
  }
}, 60_000);

it('T8 a vote in time and the lapse at once have one outcome (two hundred interleavings)', async () => {
  const outcomes = new Set<string>();
  for (let seed = 1; seed <= 200; seed += 1) {
    const desk = await changeDesk();
    const change = await desk.awaiting({ window });
    desk.clock.set(plus(window.start, -1));
    shuffled(desk, seed);
    const tick = desk.records.before;
    let operations = 0;
    // The deadline passes during the vote, in each run at another operation of the store.
    desk.records.before = async () => {
      await tick('read');
      operations += 1;
      if (operations > seed % 20) desk.clock.set(window.start);
    };

    const [vote] = await Promise.allSettled([desk.vote(change, desk.anna), desk.advance(change)]);

    desk.records.before = () => undefined;
    const { status } = await desk.world.changes.get(change.id);
    const window_ = await desk.windowOf(change);
    outcomes.add(status);
    expect(['scheduled', 'lapsed']).toContain(status);
    expect(window_.withdrawnAt !== undefined).toBe(status === 'lapsed');
    expect(vote.status === 'fulfilled').toBe(status === 'scheduled');
  }
  // Both outcomes must occur, or the test would prove nothing.
  expect([...outcomes].toSorted()).toEqual(['lapsed', 'scheduled']);
}, 60_000);

it('T8 an approval and a cancellation at once have one outcome, and a cancelled change suppresses nothing', async () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const desk = await changeDesk();
    const change = await desk.awaiting({ window });
    shuffled(desk, seed);

    await Promise.allSettled([desk.vote(change, desk.anna), cancelChange(desk.context)(change.id, 'no', desk.rita)]);

    desk.records.before = () => undefined;
    expect((await desk.world.changes.get(change.id)).status).toBe('cancelled');
    expect((await desk.windowOf(change)).withdrawnAt).toBeDefined();
  }
}, 60_000);

it('T8 a vote is kept if scheduling fails, and the workflow schedules the change', async () => {
  const desk = await changeDesk();
  const change = await desk.awaiting({ window });
  desk.records.before = (operation, writes) => {
    if (operation === 'commit' && writes?.some(({ label }) => label.startsWith('ReservationVersion')))
      throw new StaleWrite(['ReservationVersion']);
  };

  const voted = await desk.vote(change, desk.anna);

  expect(voted).toMatchObject({ status: 'awaiting-approval', approvals: { given: 1 }, agreedAt: desk.clock.now() });
  desk.records.before = () => undefined;
  const context = { ...desk.world, workflow: { start: async () => undefined, resume: async () => true } };
  const task = { task: 'advance', change: change.id, revision: 1, attempt: 1 } as const;
  expect(await runTask(context)(task)).toEqual({ next: 'wait-for-start', until: window.start });
  expect((await desk.world.changes.get(change.id)).status).toBe('scheduled');
});
