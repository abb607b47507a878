import { type Instant, minute, plus } from '../clock.ts';

/**
 * An execution of a change's workflow in Step Functions (W5). There is one for each revision and attempt. `token` is the task token of the
 * task that waits for a decision.
 */
export interface WorkflowRun {
  readonly change: string;
  readonly version: number;
  readonly revision: number;
  readonly attempt: number;
  readonly token?: string | undefined;
  /** The token of a task that waits in the execution of an earlier revision. That execution is ended when this one starts. */
  readonly formerToken?: string | undefined;
  readonly startedAt: Instant;
}

/** When the sweep checks an execution that was started, or checked, at `at`. Until then, an execution is not late (W5). */
export const nextCheckAt = (at: Instant): Instant => plus(at, 2 * minute);

/** Starts and resumes executions. Both calls are idempotent (W5, P8). */
export interface Workflow {
  /** Starts the execution of this revision and attempt, unless it was started before. */
  start(run: Pick<WorkflowRun, 'change' | 'revision' | 'attempt'>): Promise<void>;
  /** Completes the task that waits with this token. Returns `false` if no task waits with it any more. */
  resume(token: string): Promise<boolean>;
}
