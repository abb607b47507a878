import {
  resumeRun,
  runTask,
  startRun,
  type WorkflowContext,
  type WorkflowStep,
  type WorkflowTask,
} from '../../shared/application/change/run-workflow.ts';
import type { Event } from '../../shared/domain/event/event.ts';

/** A task of the state machine, or an event of the bus. */
export type WorkflowMessage = WorkflowTask | { readonly detail: Event };

/** Tasks are answered with the next step; `ChangeSubmitted` starts an execution, the other events resume the one that waits. */
export const onMessage =
  (context: WorkflowContext) =>
  async (message: WorkflowMessage): Promise<WorkflowStep | undefined> => {
    if ('task' in message) return runTask(context)(message);
    const { name, subject } = message.detail;
    await (name === 'ChangeSubmitted' ? startRun(context)(subject.id) : resumeRun(context)(subject.id));
    return undefined;
  };
