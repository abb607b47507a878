import { readEnv } from '../../shared/env/read-env.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import { changeWorkflowFunction } from '../../shared/functions/workers.ts';
import { logger } from '../../shared/observability/log.ts';
import { submitRepositories } from '../../shared/runtime/submit-repositories.ts';
import { consumerBudget, workerContext } from '../../shared/runtime/worker.ts';
import { stepFunctionsWorkflow } from '../../shared/workflow/step-functions.ts';
import { onMessage, type WorkflowMessage } from './on-message.ts';

const env = readEnv(environmentOf(changeWorkflowFunction));
const context = workerContext(env, consumerBudget);
const run = onMessage({
  ...context,
  ...submitRepositories(context.records),
  approversGroup: env.APPROVERS_GROUP,
  workflow: stepFunctionsWorkflow(env.STATE_MACHINE_ARN),
});

export const handler = async (message: WorkflowMessage) => {
  const step = await run(message);
  logger.info('workflow', { task: 'task' in message ? message.task : message.detail.name, next: step?.next });
  return step;
};
