import { expect, it } from '@jest/globals';
import { cancelChange } from '../../../shared/application/change/cancel-change.ts';
import { hour, minute, plus } from '../../../shared/domain/clock.ts';
import { noon } from '../../support/changes.ts';
import { deskWithMachine } from '../../support/workflow.ts';

const afterEnd = plus(noon, 2 * hour + 5 * minute);

it('W6 the machine leads a change from submission to review, one attempt, each event once', async () => {
  const { asked, vote, anna, live, read, machine, eventsOf } = await deskWithMachine();
  const change = await asked();
  expect(change.status).toBe('awaiting-approval');

  await vote(change, anna);
  await machine.settle();
  await live(afterEnd);

  expect(await read(change)).toMatchObject({ status: 'in-review', notStarted: true });
  expect(machine.of(change)).toMatchObject([{ attempt: 1, status: 'succeeded' }]);
  const events = await eventsOf(change);
  expect(events.toSorted()).toEqual([...new Set(events)].toSorted());
});

it('P8 a lost callback changes nothing: the sweep opens and closes the window', async () => {
  const { asked, vote, anna, live, read, world, eventsOf } = await deskWithMachine();
  const change = await asked();
  const run = await world.changes.run(change.id);
  const { token, ...rest } = { ...run, version: (run?.version ?? 0) + 1 };
  await world.store.commit([world.changes.saveRun(rest as NonNullable<typeof run>)]);

  expect((await vote(change, anna)).status).toBe('scheduled');
  await live(afterEnd);

  expect(await read(change)).toMatchObject({ status: 'in-review', notStarted: true });
  expect(await eventsOf(change)).toEqual(expect.arrayContaining(['WindowOpened', 'WindowClosed']));
});

it.each(['before', 'after'])(
  'P8 a decision before the token is stored, its events told %s, resumes the task that stores it',
  async (told) => {
    const { request, machine, read, vote, anna, records } = await deskWithMachine();
    const { id } = await request();
    let voted: Promise<unknown> | undefined;
    records.before = async (operation, writes = []) => {
      if (voted || operation !== 'commit' || !writes.some(({ label }) => label.startsWith('WorkflowRun'))) return;
      voted = Promise.resolve();
      await vote(await read({ id }), anna);
      if (told === 'before') await machine.settle(1);
    };

    await machine.settle();

    expect((await read({ id })).status).toBe('scheduled');
    expect(machine.of({ id })).toMatchObject([{ attempt: 1, status: 'running', step: { next: 'wait-for-start' } }]);
  },
);

it('P8 a callback that Step Functions did not take is made again', async () => {
  const { asked, machine, vote, anna } = await deskWithMachine();
  const change = await asked();
  await vote(change, anna);
  machine.faults.resume = 1;

  await machine.settle();

  expect(machine.of(change)).toMatchObject([{ attempt: 1, step: { next: 'wait-for-start' } }]);
});

it('W4 a cancellation is found by the execution that waits', async () => {
  const { asked, machine, context, rita } = await deskWithMachine();
  const change = await asked();
  await cancelChange(context)(change.id, 'not today', rita);

  await machine.settle();

  expect(machine.of(change)).toMatchObject([{ attempt: 1, status: 'succeeded' }]);
});
