import { onMessage } from '../../functions/change-workflow/on-message.ts';
import { dutiesOf } from '../../functions/sweep/duties.ts';
import { runTask, type WorkflowStep, type WorkflowTask } from '../../shared/application/change/run-workflow.ts';
import { publishEvents } from '../../shared/application/event/publish-events.ts';
import { sweep } from '../../shared/application/sweep/sweep.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import type { Workflow, WorkflowRun } from '../../shared/domain/change/workflow-run.ts';
import { minute, plus } from '../../shared/domain/clock.ts';
import type { Event } from '../../shared/domain/event/event.ts';
import { routes } from '../../shared/events/names.ts';
import { changeDesk } from './changes.ts';
import { unreported } from './silence.ts';
import { runningAs } from './table-calls.ts';
import type { World } from './world.ts';

type Run = Pick<WorkflowRun, 'change' | 'revision' | 'attempt'>;

/** An execution of the state machine: what it does next, what it waits for, and how often that has failed. */
interface Execution extends Run {
  status: 'running' | 'succeeded' | 'failed' | 'killed';
  step: WorkflowStep | 'read';
  token?: string | undefined;
  failures: number;
}

/** How often the state machine retries a task. */
const retries = 6;

/**
 * The change's state machine on the in-memory table, one step at a time, with the bus that starts and resumes it, and the sweep. It does
 * what infra/constructs/change-workflow.ts declares. Tests can kill executions, and lose or repeat events.
 */
export const workflowMachine = (world: World) => {
  const executions: Execution[] = [];
  const caught: unknown[] = [];
  const passes: string[] = [];
  const faults = { resume: 0 };
  let tokens = 0;

  const workflow: Workflow = {
    start: async (run) => {
      const known = executions.some(({ change, revision, attempt }) => name({ change, revision, attempt }) === name(run));
      const { change, revision, attempt } = run;
      if (!known) executions.push({ change, revision, attempt, status: 'running', step: 'read', failures: 0 });
    },
    resume: async (token) => {
      if (faults.resume > 0) {
        faults.resume -= 1;
        throw new Error('Step Functions does not answer');
      }
      const waiting = executions.find((execution) => execution.status === 'running' && execution.token === token);
      if (!waiting) return false;
      Object.assign(waiting, { token: undefined, step: 'read' });
      return true;
    },
  };
  const context = { ...world, workflow };
  const call = (execution: Execution, task: WorkflowTask['task'], token?: string): Promise<WorkflowStep> => {
    const { change, revision, attempt } = execution;
    return runningAs('change-workflow', runTask(context))({ task, change, revision, attempt, token });
  };

  const askWith = async (execution: Execution): Promise<void> => {
    tokens += 1;
    execution.token = `token-${tokens}`;
    await call(execution, 'ask', execution.token);
  };
  /** Does the next step, unless the execution waits. */
  const act = async (execution: Execution): Promise<void> => {
    const { step } = execution;
    if (step === 'read' || step.next === 'assess') execution.step = await call(execution, 'advance');
    else if (step.next === 'ask') await askWith(execution);
    else if (step.next === 'done') execution.status = 'succeeded';
    else if (world.clock.now() >= (step.until ?? '')) execution.step = await call(execution, 'advance');
  };
  const stepOf = async (execution: Execution): Promise<void> => {
    if (execution.status !== 'running' || execution.token !== undefined) return;
    try {
      await act(execution);
      execution.failures = 0;
    } catch (error) {
      caught.push(error);
      execution.token = undefined;
      execution.failures += 1;
      if (execution.failures > retries) execution.status = 'failed';
    }
  };

  const handle = runningAs('change-workflow', onMessage(context));
  const isOurs = ({ name: event }: Event) => routes.workflow.includes(event);
  /** Delivers events as the bus does. An event whose consumer fails is kept and delivered again. */
  const put = (events: readonly Event[]): Promise<boolean[]> =>
    Promise.all(
      events.map(async (detail) => {
        if (!isOurs(detail)) return true;
        return handle({ detail }).then(
          () => true,
          (error) => {
            caught.push(error);
            return false;
          },
        );
      }),
    );

  return {
    executions,
    context,
    workflow,
    /** How many of the next callbacks fail. */
    faults,
    /** The errors in tasks of the machine, in consumers of the bus and in duties of the sweep. Each of them is tried again. */
    caught,
    /** The windows for which the sweep queued a release pass. */
    passes,
    /** Runs the bus and the machine until nothing more happens at this instant. */
    settle: async (rounds = 12): Promise<void> => {
      for (let round = 0; round < rounds; round += 1) {
        const events = await world.events.pending(plus(world.clock.now(), 1), 100);
        await publishEvents({ ...world, put })(events);
        for (const execution of [...executions]) await stepOf(execution);
      }
    },
    step: async (): Promise<void> => {
      for (const execution of [...executions]) await stepOf(execution);
    },
    sweep: runningAs(
      'sweep',
      sweep({
        ...world,
        ...unreported,
        duties: dutiesOf({
          ...context,
          queue: { send: async () => undefined },
          passes: { pass: async (window) => void passes.push(window) },
        }),
        publish: publishEvents({ ...world, put }),
        failed: (_, error) => caught.push(error),
        budgetMillis: 40_000,
      }),
    ),
    kill: (change: { readonly id: string }): void => {
      for (const execution of executions.filter((each) => each.change === change.id)) execution.status = 'killed';
    },
    of: ({ id }: { readonly id: string }): readonly Execution[] => executions.filter(({ change }) => change === id),
  };
};

const name = ({ change, revision, attempt }: Run): string => `${change}-${revision}-${attempt}`;

/** The desk with the state machine. */
export const deskWithMachine = async () => {
  const desk = await changeDesk();
  const machine = workflowMachine(desk.world);
  const read = (change: Pick<Change, 'id'>) => desk.world.changes.get(change.id);
  const awaitingApproval = async () => {
    const { id } = await desk.request();
    await machine.settle();
    return read({ id });
  };
  /** Lets time pass minute by minute, with the sweep and the machine. */
  const live = async (until: string) => {
    while (desk.clock.now() < until) {
      desk.clock.advance(minute);
      await machine.sweep();
      await machine.settle();
    }
  };
  return { ...desk, machine, read, awaitingApproval, live };
};
