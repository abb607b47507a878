import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Workflow } from '../domain/change/workflow-run.ts';
import { lazily } from '../domain/lazily.ts';
import { answersWithin } from '../sdk/answer-limit.ts';

/**
 * The errors for a task token that no task waits for: it was used, has expired, or never existed. AWS and emulators return different ones
 * (P8).
 */
const noLongerWaiting = new Set(['TaskDoesNotExist', 'TaskTimedOut', 'InvalidToken']);

/**
 * The change workflow in Step Functions. The name of an execution consists of change, revision and attempt, so that a second start of the
 * same attempt has no effect (W5).
 */
export const stepFunctionsWorkflow = (stateMachineArn: string, client?: SFNClient): Workflow => {
  const states = lazily(() => client ?? new SFNClient({ requestHandler: answersWithin() }));
  return {
    start: async ({ change, revision, attempt }) => {
      const input = JSON.stringify({ change, revision, attempt });
      try {
        await states().send(new StartExecutionCommand({ stateMachineArn, name: `${change}-${revision}-${attempt}`, input }));
      } catch (error) {
        if ((error as Error).name !== 'ExecutionAlreadyExists') throw error;
      }
    },
    resume: async (taskToken) => {
      try {
        await states().send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
        return true;
      } catch (error) {
        if (noLongerWaiting.has((error as Error).name)) return false;
        throw error;
      }
    },
  };
};
