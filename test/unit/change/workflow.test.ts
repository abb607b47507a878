import { expect, it } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { noon } from '../../support/changes.ts';
import { deskWithMachine } from '../../support/workflow.ts';

const afterEnd = plus(noon, 2 * hour + 5 * minute);

it('W6 the state machine takes a change from submission to review in one attempt and records each event once', async () => {
  const { awaitingApproval, vote, anna, live, read, machine, eventsOf } = await deskWithMachine();
  const change = await awaitingApproval();
  expect(change.status).toBe('awaiting-approval');

  await vote(change, anna);
  await machine.settle();
  await live(afterEnd);

  expect(await read(change)).toMatchObject({ status: 'in-review', notStarted: true });
  expect(machine.of(change)).toMatchObject([{ attempt: 1, status: 'succeeded' }]);
  const events = await eventsOf(change);
  expect(events.toSorted()).toEqual([...new Set(events)].toSorted());
});

it.each(['its workflow', 'the sweep'])(
  'H11 a start-confirmed change that nobody starts is ended by %s as not started, without a reminder',
  async (by) => {
    const { request, vote, anna, clock, live, read, machine, eventsOf, windowOf } = await deskWithMachine();
    const { id } = await request({ window: { start: plus(noon, hour), end: plus(noon, 2 * hour), mode: 'start-confirmed' } });
    await machine.settle();
    const change = await vote(await read({ id }), anna);
    expect(change.status).toBe('scheduled');

    if (by === 'the sweep') {
      clock.set(afterEnd);
      await machine.sweep();
    } else await live(afterEnd);

    const ended = await read(change);
    expect(ended).toMatchObject({ status: 'in-review', notStarted: true });
    expect(await windowOf(ended)).toMatchObject({ closed: true, inForce: [] });
    expect(await eventsOf(change)).toContain('ChangeNotStarted');
    expect(await eventsOf(change)).not.toContain('StartReminded');
  },
);

it('P8 a lost callback changes nothing: the sweep opens and closes the window', async () => {
  const { awaitingApproval, vote, anna, live, read, world, eventsOf } = await deskWithMachine();
  const change = await awaitingApproval();
  const run = await world.changes.run(change.id);
  const { token, ...rest } = { ...run, version: (run?.version ?? 0) + 1 };
  await world.store.commit([world.changes.saveRun(rest as NonNullable<typeof run>)]);

  expect((await vote(change, anna)).status).toBe('scheduled');
  await live(afterEnd);

  expect(await read(change)).toMatchObject({ status: 'in-review', notStarted: true });
  expect(await eventsOf(change)).toEqual(expect.arrayContaining(['WindowOpened', 'WindowClosed']));
});

it.each(['before', 'after'])(
  'P8 a decision before the token is stored resumes the task that stores it (the events of the decision are delivered %s that)',
  async (delivery) => {
    const { request, machine, read, vote, anna, records } = await deskWithMachine();
    const { id } = await request();
    let voted: Promise<unknown> | undefined;
    records.before = async (operation, writes = []) => {
      if (voted || operation !== 'commit' || !writes.some(({ label }) => label.startsWith('WorkflowRun'))) return;
      voted = Promise.resolve();
      await vote(await read({ id }), anna);
      if (delivery === 'before') await machine.settle(1);
    };

    await machine.settle();

    expect((await read({ id })).status).toBe('scheduled');
    expect(machine.of({ id })).toMatchObject([{ attempt: 1, status: 'running', step: { next: 'wait-for-start' } }]);
  },
);

it('P8 a callback that Step Functions did not accept is repeated', async () => {
  const { awaitingApproval, machine, vote, anna } = await deskWithMachine();
  const change = await awaitingApproval();
  await vote(change, anna);
  machine.faults.resume = 1;

  await machine.settle();

  expect(machine.of(change)).toMatchObject([{ attempt: 1, step: { next: 'wait-for-start' } }]);
});

it('W4 the waiting execution notices a cancellation', async () => {
  const { awaitingApproval, machine, context, rita } = await deskWithMachine();
  const change = await awaitingApproval();
  await cancelChange(context)(change.id, 'not today', rita);

  await machine.settle();

  expect(machine.of(change)).toMatchObject([{ attempt: 1, status: 'succeeded' }]);
});
