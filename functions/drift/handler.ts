import { changeRepository } from '../../shared/data/change/change-repository.ts';
import { classRepository } from '../../shared/data/class/class-repository.ts';
import { configurationItemRepository } from '../../shared/data/configuration-item/configuration-item-repository.ts';
import { driftRepository } from '../../shared/data/drift/drift-repository.ts';
import { s3ConfigFiles } from '../../shared/data/drift/s3-config-files.ts';
import { dueRepository } from '../../shared/data/due/due-repository.ts';
import { eventRepository } from '../../shared/data/event/event-repository.ts';
import { itemReferences } from '../../shared/data/item/item-references.ts';
import { relationRepository } from '../../shared/data/item/relation-repository.ts';
import { namingRepository } from '../../shared/data/naming/naming-repository.ts';
import { reminderRepository } from '../../shared/data/reminder/reminder-repository.ts';
import { unauthorizedChangeRepository } from '../../shared/data/unauthorized-change/unauthorized-change-repository.ts';
import { resourceOfNoItemMessage } from '../../shared/env/log-messages.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import { driftFunction } from '../../shared/functions/workers.ts';
import { logger } from '../../shared/observability/log.ts';
import { eachMessage } from '../../shared/runtime/queue-messages.ts';
import { sqsDeadLetters } from '../../shared/runtime/sqs-dead-letters.ts';
import { sqsVisibility } from '../../shared/runtime/sqs-visibility.ts';
import { consumerBudget, workerContext } from '../../shared/runtime/worker.ts';
import { onConfigMessage } from './on-message.ts';

const env = readEnv(environmentOf(driftFunction));
const context = workerContext(env, consumerBudget);
const { records } = context;
const receive = onConfigMessage(
  {
    ...context,
    drift: driftRepository(records),
    configFiles: s3ConfigFiles({
      bucket: env.CONFIG_BUCKET,
      unavailable: (error) => logger.warn('config file not read', { error: error as Error }),
    }),
    references: itemReferences(records),
    relations: relationRepository(records),
    configurationItems: configurationItemRepository(records),
    classes: classRepository(records),
    changes: changeRepository(records),
    namings: namingRepository(records),
    unauthorizedChanges: unauthorizedChangeRepository(records),
    reminders: reminderRepository(records),
    dues: dueRepository(records),
    events: eventRepository(records),
  },
  sqsDeadLetters(env.CONFIG_DEAD_LETTERS_URL),
);

export const handler = eachMessage(sqsVisibility(env.CONFIG_QUEUE_URL), async ({ body }) => {
  const outcome = await receive(body);
  logger.info(outcome === 'no-item' ? resourceOfNoItemMessage : 'resource change', { outcome });
});
