import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { expect, it } from '@jest/globals';
import { clientFor } from '../../infra/local/emulator.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import { updated } from '../../shared/domain/change/change-transitions.ts';
import type { WorkflowRun } from '../../shared/domain/change/workflow-run.ts';
import { minute, plus } from '../../shared/domain/clock.ts';
import { newDue } from '../../shared/domain/due/due.ts';
import { deployedDesk } from '../support/deployed-desk.ts';
import { invoke, sweepNow } from '../support/deployed-functions.ts';
import { eventually } from '../support/poll.ts';

const desk = deployedDesk();
const { stack, world, window } = desk;
const machine = stack.outputs.StateMachineArn;
const stepFunctions = new SFNClient(clientFor(stack.awsEndpoint));

const executionOf = ({ id, revision }: Change, attempt: number): string =>
  `${machine.replace(':stateMachine:', ':execution:')}:${id}-${revision}-${attempt}`;
const statusOf = async (change: Change, attempt: number) =>
  (await stepFunctions.send(new DescribeExecutionCommand({ executionArn: executionOf(change, attempt) }))).status;
/** The names of the states that an execution entered, in order. */
const statesOf = async (change: Change, attempt: number): Promise<readonly string[]> => {
  const { events = [] } = await stepFunctions.send(
    new GetExecutionHistoryCommand({ executionArn: executionOf(change, attempt), maxResults: 1_000 }),
  );
  return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
};
const kill = (change: Change, attempt: number) =>
  stepFunctions.send(new StopExecutionCommand({ executionArn: executionOf(change, attempt), cause: 'killed by a test' }));
const attemptsOf = async ({ id }: Change): Promise<number> => {
  const { executions = [] } = await stepFunctions.send(new ListExecutionsCommand({ stateMachineArn: machine, maxResults: 1_000 }));
  return executions.filter(({ name }) => name?.startsWith(id)).length;
};

/** Waits until the execution of a change that awaits approval has stored its task token. */
const waitingRun = (change: Change): Promise<WorkflowRun & { token: string }> =>
  eventually(async () => {
    const run = await world.changes.run(change.id);
    if (run?.token === undefined) throw new Error('the execution does not wait yet');
    return { ...run, token: run.token };
  });
const saveRun = (run: WorkflowRun) => world.store.commit([world.changes.saveRun(run)]);
const removeToken = ({ token, ...run }: WorkflowRun): Promise<void> => saveRun({ ...run, version: run.version + 1 });
/** Waits until the execution is in this state. */
const reachesState = (change: Change, attempt: number, state: string) =>
  eventually(async () => expect((await statesOf(change, attempt)).at(-1)).toBe(state));
/** Delivers the event of the decision, as the bus does. */
const deliverDecision = ({ id }: Change) =>
  invoke(stack, 'change-workflow', { detail: { name: 'ChangeApproved', subject: { type: 'change', id } } });

it('W6 the workflow follows the stored status of the change through assessment, approval, start and end, in twelve transitions', async () => {
  const change = await desk.awaiting({ window: window({}, 6_000, 1_000) });
  await waitingRun(change);
  await reachesState(change, 1, 'Ask approvers');
  await desk.approve(change);
  await desk.reaches(change.id, 'in-review');
  await eventually(async () => expect(await statusOf(change, 1)).toBe('SUCCEEDED'));

  expect(await statesOf(change, 1)).toEqual([
    'Advance',
    'Next?',
    'Ask approvers',
    'Advance',
    'Next?',
    'Wait for the start',
    'Advance',
    'Next?',
    'Wait for the end',
    'Advance',
    'Next?',
    'Done',
  ]);
});

it('P8 when the callback of a decision is lost, the change is scheduled all the same', async () => {
  const change = await desk.awaiting();
  await removeToken(await waitingRun(change));

  expect((await desk.approve(change)).body.status).toBe('scheduled');
  expect(await desk.suppressionOf(change.items[0] ?? '', change.window?.start)).toMatchObject({ suppressed: true });
  expect(await statusOf(change, 1)).toBe('RUNNING');
});

it('T8 when the vote is stored and scheduling is not, the resumed workflow schedules the change and then waits for its start', async () => {
  const { id } = await desk.awaiting();
  const change = await world.changes.get(id);
  if (change.status !== 'awaiting-approval') throw new Error(`the change is ${change.status}`);
  await waitingRun(change);
  const now = world.clock.now();
  const agreed = updated(change, 'agree', { approvals: { ...change.approvals, given: 1 }, agreedAt: now }, now);
  await world.store.commit(world.changes.save(agreed, change));

  await deliverDecision(change);

  await reachesState(change, 1, 'Wait for the start');
  expect((await statesOf(change, 1)).slice(-4)).toEqual(['Ask approvers', 'Advance', 'Next?', 'Wait for the start']);
  expect(await desk.read(id)).toMatchObject({ status: 'scheduled', agreedAt: now });
});

it('P8 a repeated callback changes nothing', async () => {
  const change = await desk.awaiting();
  const { token } = await waitingRun(change);
  await desk.approve(change);
  await reachesState(change, 1, 'Wait for the start');
  const version = (await desk.read(change.id)).version;

  await expect(stepFunctions.send(new SendTaskSuccessCommand({ taskToken: token, output: '{}' }))).rejects.toThrow();
  await Promise.all([deliverDecision(change), deliverDecision(change)]);

  expect(await attemptsOf(change)).toBe(1);
  expect((await statesOf(change, 1)).at(-1)).toBe('Wait for the start');
  expect((await desk.read(change.id)).version).toBe(version);
});

it('P8 after a callback without a stored decision the workflow waits for approval again', async () => {
  const change = await desk.awaiting();
  const { token } = await waitingRun(change);

  await stepFunctions.send(new SendTaskSuccessCommand({ taskToken: token, output: '{"decision":"approve"}' }));

  const again = await eventually(async () => {
    const run = await waitingRun(change);
    expect(run.token).not.toBe(token);
    return run;
  });
  expect(again.attempt).toBe(1);
  expect(await desk.read(change.id)).toMatchObject({ status: 'awaiting-approval', approvals: { given: 0 } });
  await desk.approve(change);
  await reachesState(change, 1, 'Wait for the start');
});

it('W5 when an execution was killed while it waited, the decision starts the next attempt', async () => {
  const change = await desk.awaiting();
  const run = await waitingRun(change);
  await kill(change, 1);
  // AWS refuses the token of a stopped execution, but the emulator accepts it. An unknown token has the same effect as on AWS.
  await saveRun({ ...run, token: 'an unknown token', version: run.version + 1 });

  expect((await desk.approve(change)).body.status).toBe('scheduled');

  await reachesState(change, 2, 'Wait for the start');
  expect(await statusOf(change, 1)).toBe('ABORTED');
  expect(await statesOf(change, 2)).toEqual(['Advance', 'Next?', 'Wait for the start']);
});

it('W5 when an execution stopped before it asked for approval, the sweep starts another, and tasks of the old one do nothing', async () => {
  const change = await desk.awaiting();
  const run = await waitingRun(change);
  await kill(change, 1);
  const { token, ...died } = { ...run, version: run.version + 1, startedAt: plus(run.startedAt, -3 * minute) };
  await world.store.commit([world.changes.saveRun(died), world.dues.save(newDue(world)('workflow', change.id, world.clock.now()))]);
  await sweepNow(stack);
  await sweepNow(stack);

  expect(await waitingRun(change)).toMatchObject({ attempt: 2 });
  expect(await attemptsOf(change)).toBe(2);
  expect((await desk.viewer.get(`/v1/changes/${change.id}`)).body.version).toBe(change.version);
  const old = { task: 'advance', change: change.id, revision: 1, attempt: 1 };
  expect(await invoke(stack, 'change-workflow', old)).toEqual({ next: 'done' });
  await desk.approve(change);
  await reachesState(change, 2, 'Wait for the start');
});
