import { tallyOf } from '../../shared/application/episode/alert-tally.ts';
import { dynamoRecords } from '../../shared/data/dynamo-records.ts';
import { NotifyEnv } from '../../shared/env/function-env.ts';
import { readEnv } from '../../shared/env/read-env.ts';
import { lettersFrom } from '../../shared/mail/letters.ts';
import { sesMailer } from '../../shared/mail/ses-mailer.ts';
import { logger, unreadableRow } from '../../shared/observability/log.ts';
import { consumerBudget, worldOn } from '../../shared/runtime/world.ts';
import { type Notification, onEvent } from './on-event.ts';

const env = readEnv(NotifyEnv);
const world = worldOn(dynamoRecords({ table: env.TABLE_NAME, unreadable: unreadableRow, ...consumerBudget }));
const notify = onEvent({
  ...world,
  mailer: sesMailer({ from: env.MAIL_FROM }),
  letters: lettersFrom(env.PUBLIC_URL),
  tallyOf: tallyOf(world),
});

export const handler = async (notification: Notification): Promise<void> => {
  await notify(notification);
  logger.info('notified', { event: 'name' in notification.detail ? notification.detail.name : 'bounce' });
};
