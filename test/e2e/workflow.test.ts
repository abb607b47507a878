import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { expect, it } from '@jest/globals';
import { clientFor } from '../../infra/local/after-deploy.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import type { WorkflowRun } from '../../shared/domain/change/workflow-run.ts';
import { minute, plus } from '../../shared/domain/clock.ts';
import { newDue } from '../../shared/domain/due/due.ts';
import { deployedDesk } from '../support/deployed-desk.ts';
import { invoke, sweepNow } from '../support/deployed-functions.ts';
import { eventually } from '../support/poll.ts';

const desk = deployedDesk();
const { stack, world, window } = desk;
const machine = stack.outputs.StateMachineArn;
const states = new SFNClient(clientFor(stack.awsEndpoint));

const executionOf = ({ id, revision }: Change, attempt: number): string =>
  `${machine.replace(':stateMachine:', ':execution:')}:${id}-${revision}-${attempt}`;
const statusOf = async (change: Change, attempt: number) =>
  (await states.send(new DescribeExecutionCommand({ executionArn: executionOf(change, attempt) }))).status;
/** Names of the states that an execution has entered, in order. */
const wayOf = async (change: Change, attempt: number): Promise<readonly string[]> => {
  const { events = [] } = await states.send(
    new GetExecutionHistoryCommand({ executionArn: executionOf(change, attempt), maxResults: 1_000 }),
  );
  return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
};
const kill = (change: Change, attempt: number) =>
  states.send(new StopExecutionCommand({ executionArn: executionOf(change, attempt), cause: 'killed by a test' }));
const attemptsOf = async ({ id }: Change): Promise<number> => {
  const { executions = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn: machine, maxResults: 1_000 }));
  return executions.filter(({ name }) => name?.startsWith(id)).length;
};

/** The execution of a change that awaits approval, once it has stored its token. */
const waiting = (change: Change): Promise<WorkflowRun & { token: string }> =>
  eventually(async () => {
    const run = await world.changes.run(change.id);
    if (run?.token === undefined) throw new Error('nobody waits yet');
    return { ...run, token: run.token };
  });
const saveRun = (run: WorkflowRun) => world.store.commit([world.changes.saveRun(run)]);
const forget = ({ token, ...run }: WorkflowRun): Promise<void> => saveRun({ ...run, version: run.version + 1 });
const reads = (change: Change, attempt: number, state: string) =>
  eventually(async () => expect((await wayOf(change, attempt)).at(-1)).toBe(state));
/** The decision's event, as the bus brings it. */
const tell = ({ id }: Change) => invoke(stack, 'change-workflow', { detail: { name: 'ChangeApproved', subject: { type: 'change', id } } });

it('W6 the workflow follows the store: assessed, asked, started and ended in its states', async () => {
  const change = await desk.awaiting({ window: window({}, 6_000, 1_000) });
  await waiting(change);
  await reads(change, 1, 'Ask approvers');
  await desk.approve(change);
  await desk.reaches(change.id, 'in-review');
  await eventually(async () => expect(await statusOf(change, 1)).toBe('SUCCEEDED'));

  const way = await wayOf(change, 1);
  expect(way.filter((name) => name !== 'Next?')).toEqual([
    'Remember the change',
    'Read the change',
    'Store the scope',
    'Ask approvers',
    'Read the change',
    'Wait for the start',
    'Advance',
    'Wait for the end',
    'Advance',
    'Done',
  ]);
});

it('P8 a lost callback changes nothing: the decision is stored and leads to scheduled', async () => {
  const change = await desk.awaiting();
  await forget(await waiting(change));

  expect((await desk.approve(change)).body.status).toBe('scheduled');
  expect(await desk.quiet(change.items[0] ?? '', change.window?.start)).toMatchObject({ suppressed: true });
  expect(await statusOf(change, 1)).toBe('RUNNING');
});

it('P8 a doubled callback changes nothing', async () => {
  const change = await desk.awaiting();
  const { token } = await waiting(change);
  await desk.approve(change);
  await reads(change, 1, 'Wait for the start');
  const version = (await desk.read(change.id)).version;

  await expect(states.send(new SendTaskSuccessCommand({ taskToken: token, output: '{}' }))).rejects.toThrow();
  await Promise.all([tell(change), tell(change)]);

  expect(await attemptsOf(change)).toBe(1);
  expect((await wayOf(change, 1)).at(-1)).toBe('Wait for the start');
  expect((await desk.read(change.id)).version).toBe(version);
});

it('P8 a callback without a decision asks again', async () => {
  const change = await desk.awaiting();
  const { token } = await waiting(change);

  await states.send(new SendTaskSuccessCommand({ taskToken: token, output: '{"decision":"approve"}' }));

  const again = await eventually(async () => {
    const run = await waiting(change);
    expect(run.token).not.toBe(token);
    return run;
  });
  expect(again.attempt).toBe(1);
  expect(await desk.read(change.id)).toMatchObject({ status: 'awaiting-approval', approvals: { given: 0 } });
  await desk.approve(change);
  await reads(change, 1, 'Wait for the start');
});

it('W5 an execution that was killed while it waited is missed at the decision, and the next attempt goes on', async () => {
  const change = await desk.awaiting();
  const run = await waiting(change);
  await kill(change, 1);
  // The emulator still takes the token of a stopped execution, which AWS does not: one that nobody knows stands for it.
  await saveRun({ ...run, token: 'nobody waits with this', version: run.version + 1 });

  expect((await desk.approve(change)).body.status).toBe('scheduled');

  await reads(change, 2, 'Wait for the start');
  expect(await statusOf(change, 1)).toBe('ABORTED');
  expect(await wayOf(change, 2)).not.toContain('Store the scope');
});

it('W5 an execution that never came to ask is started again by the sweep, and the old one does nothing any more', async () => {
  const change = await desk.awaiting();
  const run = await waiting(change);
  await kill(change, 1);
  const { token, ...died } = { ...run, version: run.version + 1, startedAt: plus(run.startedAt, -3 * minute) };
  await world.store.commit([world.changes.saveRun(died), world.dues.save(newDue(world)('workflow', change.id, world.clock.now()))]);
  await sweepNow(stack);
  await sweepNow(stack);

  expect(await waiting(change)).toMatchObject({ attempt: 2 });
  expect(await attemptsOf(change)).toBe(2);
  expect((await desk.viewer.get(`/v1/changes/${change.id}`)).body.version).toBe(change.version);
  const old = (task: string) => invoke(stack, 'change-workflow', { task, change: change.id, revision: 1, attempt: 1 });
  expect([await old('read'), await old('assess'), await old('advance')]).toEqual([{ next: 'done' }, { next: 'done' }, { next: 'done' }]);
  await desk.approve(change);
  await reads(change, 2, 'Wait for the start');
});
