import { onMessage } from '../../functions/change-workflow/on-message.ts';
import { dutiesOf } from '../../functions/sweep/duties.ts';
import { runTask, type WorkflowStep, type WorkflowTask } from '../../shared/application/change/run-workflow.ts';
import { publishEvents } from '../../shared/application/event/publish-events.ts';
import { sweep } from '../../shared/application/sweep/sweep.ts';
import type { Change } from '../../shared/domain/change/change.ts';
import type { Workflow, WorkflowRun } from '../../shared/domain/change/workflow-run.ts';
import { minute, plus } from '../../shared/domain/clock.ts';
import type { Due } from '../../shared/domain/due/due.ts';
import type { Event } from '../../shared/domain/event/event.ts';
import { routes } from '../../shared/events/names.ts';
import { changeDesk } from './changes.ts';
import type { World } from './world.ts';

type Run = Pick<WorkflowRun, 'change' | 'revision' | 'attempt'>;

/** An execution as the state machine runs it: what it does next, what it waits for, how often that failed. */
interface Execution extends Run {
  status: 'running' | 'succeeded' | 'failed' | 'killed';
  step: WorkflowStep | 'read';
  token?: string | undefined;
  failures: number;
}

/** As often as the state machine tries a task again. */
const retries = 6;

/**
 * The change's state machine on the fake, a step at a time, with the bus that starts and resumes it and the sweep under it: what
 * infra/constructs/change-workflow.ts says, so that tests can kill, lose and double what they like.
 */
const workflowMachine = (world: World) => {
  const executions: Execution[] = [];
  const failed: Due[] = [];
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
    return runTask(context)({ task, change, revision, attempt, token });
  };

  const askWith = async (execution: Execution): Promise<void> => {
    tokens += 1;
    execution.token = `token-${tokens}`;
    await call(execution, 'ask', execution.token);
  };
  /** Does what is next, unless it waits. */
  const act = async (execution: Execution): Promise<void> => {
    const { step } = execution;
    if (step === 'read') execution.step = await call(execution, 'read');
    else if (step.next === 'assess') execution.step = await call(execution, 'assess');
    else if (step.next === 'ask') await askWith(execution);
    else if (step.next === 'done') execution.status = 'succeeded';
    else if (world.clock.now() >= (step.until ?? '')) execution.step = await call(execution, 'advance');
  };
  const stepOf = async (execution: Execution): Promise<void> => {
    if (execution.status !== 'running' || execution.token !== undefined) return;
    try {
      await act(execution);
      execution.failures = 0;
    } catch {
      execution.token = undefined;
      execution.failures += 1;
      if (execution.failures > retries) execution.status = 'failed';
    }
  };

  const handle = onMessage(context);
  const isOurs = ({ name: event }: Event) => routes.workflow.includes(event);
  /** The bus: an event whose consumer fails is kept and brought again. */
  const put = (events: readonly Event[]): Promise<boolean[]> =>
    Promise.all(
      events.map(async (detail) => {
        if (!isOurs(detail)) return true;
        return handle({ detail }).then(
          () => true,
          () => false,
        );
      }),
    );

  return {
    executions,
    context,
    workflow,
    /** Fails the next so many callbacks. */
    faults,
    /** Duties that the sweep could not do. */
    failed,
    /** The bus and the machine, until nothing more happens at this instant. */
    settle: async (rounds = 12): Promise<void> => {
      for (let round = 0; round < rounds; round += 1) {
        const { events } = await world.events.pending(plus(world.clock.now(), 1), 100);
        await publishEvents({ ...world, put })(events);
        for (const execution of [...executions]) await stepOf(execution);
      }
    },
    step: async (): Promise<void> => {
      for (const execution of [...executions]) await stepOf(execution);
    },
    sweep: sweep({
      ...world,
      duties: dutiesOf({
        ...context,
        queue: { send: async () => undefined },
        passes: { pass: async () => undefined },
      }),
      publish: publishEvents({ ...world, put }),
      failed: (due) => failed.push(due),
      unreadable: () => undefined,
      budgetMillis: 40_000,
    }),
    kill: (change: { readonly id: string }): void => {
      for (const execution of executions.filter((each) => each.change === change.id)) execution.status = 'killed';
    },
    of: ({ id }: { readonly id: string }): readonly Execution[] => executions.filter(({ change }) => change === id),
  };
};

const name = ({ change, revision, attempt }: Run): string => `${change}-${revision}-${attempt}`;

/** The desk with the state machine running under it. */
export const deskWithMachine = async () => {
  const desk = await changeDesk();
  const machine = workflowMachine(desk.world);
  const read = (change: Pick<Change, 'id'>) => desk.world.changes.get(change.id);
  const asked = async () => {
    const { id } = await desk.request();
    await machine.settle();
    return read({ id });
  };
  /** The window's whole time, minute by minute, the sweep with it. */
  const live = async (until: string) => {
    while (desk.clock.now() < until) {
      desk.clock.advance(minute);
      await machine.sweep();
      await machine.settle();
    }
  };
  return { ...desk, machine, read, asked, live };
};
