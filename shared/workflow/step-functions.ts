import { SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Workflow } from '../domain/change/workflow-run.ts';
import { lazily } from '../domain/lazily.ts';

/** What AWS and emulators answer when nobody waits with a token any more: used, expired, or never given. All mean the same (P8). */
const noLongerWaiting = new Set(['TaskDoesNotExist', 'TaskTimedOut', 'InvalidToken']);

/** Change's workflow in Step Functions: executions are named by change, revision and attempt, so that starting twice is starting once (W5). */
export const stepFunctionsWorkflow = (stateMachineArn: string, client?: SFNClient): Workflow => {
  const states = lazily(() => client ?? new SFNClient({}));
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
