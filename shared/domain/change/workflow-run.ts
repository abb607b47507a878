import * as z from 'zod';
import { lazily, type Shape } from '../lazily.ts';
import { Id, StoredTime } from '../values.ts';

/** The execution of a change's workflow (W5): one a revision and attempt. The token is the one that waits for the decision, if any. */
export const WorkflowRun = lazily(() =>
  z.strictObject({
    change: Id(),
    version: z.int().min(1),
    revision: z.int().min(1),
    attempt: z.int().min(1),
    token: z.string().optional(),
    startedAt: StoredTime(),
  }),
);
export type WorkflowRun = Shape<typeof WorkflowRun>;

/** Starts and resumes executions; both may be told twice (W5, P8). */
export interface Workflow {
  /** Starts the execution of this revision and attempt; one that runs already is that one. */
  start(run: Pick<WorkflowRun, 'change' | 'revision' | 'attempt'>): Promise<void>;
  /** Calls back; `false` where nobody waits with this token any more. */
  resume(token: string): Promise<boolean>;
}
