import type { AwaitingChange, Change, ImplementingChange, ScheduledChange } from '../../domain/change/change.ts';
import { schedulingGrace } from '../../domain/change/change-transitions.ts';
import type { Workflow, WorkflowRun } from '../../domain/change/workflow-run.ts';
import { type Instant, minute, plus } from '../../domain/clock.ts';
import { isStaleWrite, onFreshRows } from '../../domain/store.ts';
import { advanceChange } from './advance-change.ts';
import { assessChange } from './assess-change.ts';
import { type ChangeContext, dueAt } from './context.ts';

/** The input of a task of the workflow: ids only (W5). */
export interface WorkflowTask {
  readonly task: 'read' | 'assess' | 'ask' | 'advance';
  readonly change: string;
  readonly revision: number;
  readonly attempt: number;
  /** The token to call back with; only `ask` has one. */
  readonly token?: string | undefined;
}

/** What the workflow does next, and until when it waits, if it waits. */
export interface WorkflowStep {
  readonly next: 'assess' | 'ask' | 'wait-for-start' | 'wait-for-end' | 'done';
  readonly until?: Instant;
}

export interface WorkflowContext extends ChangeContext {
  readonly workflow: Workflow;
}

/**
 * A change that is approved and not scheduled yet is scheduled at once, in case the last voter's request did not get through. While a
 * conflict or a hold prevents that, the sweep and the end of the other change try again (T8), and the workflow waits until neither can.
 */
const whileAwaiting = ({ agreedAt, approvalDeadline, conflicts, onHold }: AwaitingChange, now: Instant): WorkflowStep => {
  if (agreedAt === undefined) return { next: 'ask' };
  const isFree = conflicts.length === 0 && !onHold;
  return { next: 'wait-for-start', until: isFree ? now : plus(approvalDeadline, schedulingGrace) };
};

const untilTheEnd = ({ status, window }: ScheduledChange | ImplementingChange, now: Instant): WorkflowStep => {
  if (now >= window.end) return { next: 'done' };
  return status === 'scheduled' && now < window.start
    ? { next: 'wait-for-start', until: window.start }
    : { next: 'wait-for-end', until: window.end };
};

/** The next step of the workflow, by the stored change: the store decides, the workflow follows (W6). */
export const nextWorkflowStep = (change: Change, now: Instant): WorkflowStep => {
  if (change.status === 'assessing') return { next: 'assess' };
  if (change.status === 'awaiting-approval') return whileAwaiting(change, now);
  return change.status === 'scheduled' || change.status === 'implementing' ? untilTheEnd(change, now) : { next: 'done' };
};

/**
 * Stores the token of the waiting task, and then reads the decision (P8). Whoever decides stores the decision first and then reads the
 * token, so one of the two always sees the other.
 */
const ask = async (context: WorkflowContext, task: WorkflowTask): Promise<void> => {
  const { changes, store, workflow } = context;
  const { token } = task;
  if (token === undefined) throw new Error('ask is called with a token');
  await onFreshRows(async () => {
    const run = await changes.run(task.change);
    if (run && run.attempt === task.attempt && run.revision === task.revision)
      await store.commit([changes.saveRun({ ...run, token, version: run.version + 1 })]);
  });
  const change = await changes.get(task.change);
  const run = await changes.run(task.change);
  if (run?.token !== token) await workflow.resume(token);
  else if (nextWorkflowStep(change, context.clock.now()).next !== 'ask') await resumeRun(context)(task.change);
};

/**
 * Does one task of the workflow. An execution of another revision or attempt has nothing more to do (W5).
 * @returns the next step
 */
export const runTask =
  (context: WorkflowContext) =>
  async (task: WorkflowTask): Promise<WorkflowStep> => {
    const { changes, clock } = context;
    const run = await changes.run(task.change);
    if (!run || run.attempt !== task.attempt || run.revision !== task.revision) {
      if (task.token !== undefined) await context.workflow.resume(task.token);
      return { next: 'done' };
    }
    if (task.task === 'assess') await assessChange(context)(task.change);
    if (task.task === 'ask') await ask(context, task);
    const change = task.task === 'advance' ? await advanceChange(context)(task.change) : await changes.get(task.change);
    return nextWorkflowStep(change, clock.now());
  };

/** Starts the execution that a submission asks for. Doing it twice starts one (W5). */
export const startRun =
  (context: WorkflowContext) =>
  async (id: string): Promise<void> => {
    const run = await context.changes.run(id);
    if (run) await context.workflow.start(run);
  };

/** Starts a new attempt in place of a lost execution (W5). The write is conditional, so two sweeps start one. */
const again = async (context: WorkflowContext, run: WorkflowRun): Promise<void> => {
  const { token, ...rest } = run;
  const next: WorkflowRun = { ...rest, version: run.version + 1, attempt: run.attempt + 1, startedAt: context.clock.now() };
  try {
    await context.store.commit([context.changes.saveRun(next)]);
  } catch (error) {
    if (isStaleWrite(error)) return;
    throw error;
  }
  await context.workflow.start(next);
};

/** Takes the token from the row, so that only one of two consumers calls back. */
const claimToken = (context: WorkflowContext, id: string) =>
  onFreshRows(async (): Promise<(WorkflowRun & { readonly token: string }) | undefined> => {
    const run = await context.changes.run(id);
    if (run?.token === undefined) return undefined;
    const { token, ...rest } = run;
    await context.store.commit([context.changes.saveRun({ ...rest, version: run.version + 1 })]);
    return { ...run, token, version: run.version + 1 };
  });

/** Calls back. If that fails, the token is stored again for the next try. */
const callBack = async ({ changes, store, workflow }: WorkflowContext, run: WorkflowRun & { readonly token: string }): Promise<boolean> => {
  try {
    return await workflow.resume(run.token);
  } catch (error) {
    await store.commit([changes.saveRun({ ...run, version: run.version + 1 })]);
    throw error;
  }
};

/** Calls the waiting task back after a decision. If no task waits with the stored token, the execution is lost and another starts (W5, P8). */
export const resumeRun =
  (context: WorkflowContext) =>
  async (id: string): Promise<void> => {
    const run = await claimToken(context, id);
    if (!run || (await callBack(context, run))) return;
    const { next } = nextWorkflowStep(await context.changes.get(id), context.clock.now());
    if (next !== 'done') await again(context, run);
  };

/** Whether the next step is one that only the execution takes; the sweep takes the later ones too. */
const isWatched = (change: Change, now: Instant): boolean => ['assess', 'ask'].includes(nextWorkflowStep(change, now).next);

/** Whether a step of the execution is late: after two minutes nothing is assessed, or no task waits. */
const isLate = (change: Change, run: WorkflowRun, now: Instant): boolean =>
  (change.status === 'assessing' || run.token === undefined) && now >= plus(run.startedAt, 2 * minute);

/** The sweep checks an execution: it starts a lost one again, and checks again while that matters (W5). */
export const watchRun =
  (context: WorkflowContext) =>
  async (id: string): Promise<void> => {
    const { changes, store, clock } = context;
    const change = await changes.get(id);
    const run = await changes.run(id);
    if (!run || !isWatched(change, clock.now())) return;
    if (isLate(change, run, clock.now())) await again(context, run);
    if (change.status === 'assessing' || run.token === undefined)
      await store.commit([dueAt(context, 'workflow', id, plus(clock.now(), 2 * minute))]);
  };
