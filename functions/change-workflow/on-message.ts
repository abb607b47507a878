import {
  resumeRun,
  runTask,
  startRun,
  type WorkflowContext,
  type WorkflowStep,
  type WorkflowTask,
} from '../../shared/application/change/run-workflow.ts';
import type { Event } from '../../shared/domain/event/event.ts';

/** A task of the state machine, or an event from the bus. */
export type WorkflowMessage = WorkflowTask | { readonly detail: Event };

const begins: readonly string[] = ['ChangeSubmitted', 'ChangeStarted'];

/**
 * Handles a message of the change workflow. For a task it returns the next step. The events of a submission and of a start begin the stored
 * execution, unless it runs already: a window of a length gets one that waits for its end. All other events resume the waiting execution.
 */
export const onMessage =
  (context: WorkflowContext) =>
  async (message: WorkflowMessage): Promise<WorkflowStep | undefined> => {
    if ('task' in message) return runTask(context)(message);
    const { name, subject } = message.detail;
    await (begins.includes(name) ? startRun(context)(subject.id) : resumeRun(context)(subject.id));
    return undefined;
  };
