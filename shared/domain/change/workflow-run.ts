import type { Instant } from '../clock.ts';

/** The execution of a change's workflow (W5): one for each revision and attempt. `token` calls back the task that waits for a decision. */
export interface WorkflowRun {
  readonly change: string;
  readonly version: number;
  readonly revision: number;
  readonly attempt: number;
  readonly token?: string | undefined;
  readonly startedAt: Instant;
}

/** Starts and resumes executions. Doing either twice is harmless (W5, P8). */
export interface Workflow {
  /** Starts the execution of this revision and attempt, unless it runs already. */
  start(run: Pick<WorkflowRun, 'change' | 'revision' | 'attempt'>): Promise<void>;
  /** Calls back. `false` if no task waits with this token any more. */
  resume(token: string): Promise<boolean>;
}
