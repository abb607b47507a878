import {
  type AwaitingChange,
  type Change,
  type ImplementingChange,
  isApproved,
  isWalking,
  type ScheduledChange,
} from '../../domain/change/change.ts';
import { isApprovedByPolicy, schedulingGrace } from '../../domain/change/change-guards.ts';
import { hasOffer } from '../../domain/change/window-offer.ts';
import { nextCheckAt, type Workflow, type WorkflowRun } from '../../domain/change/workflow-run.ts';
import { type Instant, plus } from '../../domain/clock.ts';
import { isStaleWrite, onFreshRows } from '../../domain/store.ts';
import { advanceChange } from './advance-change.ts';
import { assessChange } from './assess-change.ts';
import { dueAt, type SubmitContext } from './context.ts';
import { judgeWalking } from './walk-later.ts';

/** The input of a task of the workflow: ids only (W5). */
export interface WorkflowTask {
  readonly task: 'ask' | 'advance';
  readonly change: string;
  readonly revision: number;
  readonly attempt: number;
  /** The token to call back with; only `ask` has one. */
  readonly token?: string | undefined;
}

/** The next step of the workflow. `until` is the end of a wait. */
export interface WorkflowStep {
  readonly next: 'assess' | 'ask' | 'wait-for-start' | 'wait-for-end' | 'done';
  readonly until?: Instant;
}

export interface WorkflowContext extends SubmitContext {
  readonly workflow: Workflow;
}

/**
 * An approved change that is not scheduled yet is on hold or has a conflict. The sweep and the end of the other change try again (T8). The
 * workflow waits until it is too late to schedule the change.
 */
const whileAwaiting = (change: AwaitingChange): WorkflowStep =>
  isApproved(change) ? { next: 'wait-for-start', until: plus(change.approvalDeadline, schedulingGrace) } : { next: 'ask' };

const whileScheduled = (change: ScheduledChange | ImplementingChange, now: Instant): WorkflowStep => {
  const { status, window } = change;
  // The start of a window of a length begins an execution of its own. The sweep ends an offer that nobody takes.
  if (now >= window.end || hasOffer(change)) return { next: 'done' };
  return status === 'scheduled' && now < window.start
    ? { next: 'wait-for-start', until: window.start }
    : { next: 'wait-for-end', until: window.end };
};

/** The next step of the workflow. It depends only on the stored change (W6). */
export const nextWorkflowStep = (change: Change, now: Instant): WorkflowStep => {
  if (change.status === 'assessing') return { next: 'assess' };
  if (change.status === 'awaiting-approval') return whileAwaiting(change);
  return change.status === 'scheduled' || change.status === 'implementing' ? whileScheduled(change, now) : { next: 'done' };
};

/**
 * Stores the token of the waiting task, and then reads the decision (P8). An approver's request stores the decision first and then reads
 * the token, so one of the two always sees the other.
 */
const ask = async (context: WorkflowContext, task: WorkflowTask): Promise<void> => {
  const { changes, store, workflow } = context;
  const { token } = task;
  if (token === undefined) throw new Error('the task ask requires a token');
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

/** Judges and assesses a submitted change, and advances any other. A change that its policy approves is advanced as soon as it is assessed (P1). */
const moveOn = async (context: WorkflowContext, { change: id }: WorkflowTask): Promise<Change> => {
  const advanced = await advanceChange(context)(id);
  if (advanced.status !== 'assessing') return advanced;
  if (isWalking(advanced)) await judgeWalking(context)(id);
  const assessed = await assessChange(context)(id);
  return isApprovedByPolicy(assessed) ? advanceChange(context)(id) : assessed;
};

/**
 * Does one task of the workflow. An execution of another revision or attempt has nothing more to do (W5). Approval and scheduling are two
 * writes (T8), so `advance` also schedules a change that it reads between them.
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
    if (task.task === 'ask') await ask(context, task);
    const change = task.task === 'ask' ? await changes.get(task.change) : await moveOn(context, task);
    return nextWorkflowStep(change, clock.now());
  };

/**
 * Starts the workflow execution of a submitted change. Two calls start only one execution (W5). A task that still waits for a decision on
 * an earlier revision is completed, so that its execution ends.
 */
export const startRun =
  (context: WorkflowContext) =>
  async (id: string): Promise<void> => {
    const run = await context.changes.run(id);
    if (!run) return;
    await context.workflow.start(run);
    if (run.formerToken !== undefined) await context.workflow.resume(run.formerToken);
  };

/** Starts a new execution in place of a lost one (W5). The write is conditional, so two sweeps start only one. */
const startAgain = async (context: WorkflowContext, run: WorkflowRun): Promise<void> => {
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

/** Calls the waiting task back after a decision. If no task waits for the token, the execution is lost, and a new one starts (W5, P8). */
export const resumeRun =
  (context: WorkflowContext) =>
  async (id: string): Promise<void> => {
    const run = await claimToken(context, id);
    if (!run || (await callBack(context, run))) return;
    const { next } = nextWorkflowStep(await context.changes.get(id), context.clock.now());
    if (next !== 'done') await startAgain(context, run);
  };

/** Whether the next step is made only by the workflow. The sweep also makes the later steps. */
const isWatched = (change: Change, now: Instant): boolean => ['assess', 'ask'].includes(nextWorkflowStep(change, now).next);

/** Whether the execution is late: when it is first checked, the change is still not assessed, or no task waits. */
const isLate = (change: Change, run: WorkflowRun, now: Instant): boolean =>
  (change.status === 'assessing' || run.token === undefined) && now >= nextCheckAt(run.startedAt);

/** Checks an execution on behalf of the sweep. Starts a lost one again, and plans the next check as long as one is needed (W5). */
export const watchRun =
  (context: WorkflowContext) =>
  async (id: string): Promise<void> => {
    const { changes, store, clock } = context;
    const change = await changes.get(id);
    const run = await changes.run(id);
    if (!run || !isWatched(change, clock.now())) return;
    if (isLate(change, run, clock.now())) await startAgain(context, run);
    if (change.status === 'assessing' || run.token === undefined)
      await store.commit([dueAt(context, 'workflow', id, nextCheckAt(clock.now()))]);
  };
