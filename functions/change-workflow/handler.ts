import { dynamoRecords } from '../../shared/data/dynamo-records.ts';
import { ChangeWorkflowEnv } from '../../shared/env/function-env.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { logger, unreadableRow } from '../../shared/observability/log.ts';
import { consumerBudget, worldOn } from '../../shared/runtime/world.ts';
import { stepFunctionsWorkflow } from '../../shared/workflow/step-functions.ts';
import { onMessage, type WorkflowMessage } from './on-message.ts';

const env = readEnv(ChangeWorkflowEnv);
const world = worldOn(dynamoRecords({ table: env.TABLE_NAME, unreadable: unreadableRow, ...consumerBudget }));
const run = onMessage({ ...world, workflow: stepFunctionsWorkflow(env.STATE_MACHINE_ARN) });

export const handler = async (message: WorkflowMessage) => {
  const step = await run(message);
  logger.info('workflow', { task: 'task' in message ? message.task : message.detail.name, next: step?.next });
  return step;
};
