import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SendQueue } from '../../domain/episode/episode.ts';
import { lazily } from '../../domain/lazily.ts';
import { answersWithin } from '../../sdk/answer-limit.ts';

/** Milliseconds. Ingest must answer quickly; the sweep queues a delivery that was not queued in time (S10). */
const tryMillis = 1_000;

/** Queues deliveries as messages `{episode, n, monitor}`. Grouped by monitor, so a slow receiver does not delay others (fair queues). */
export const sqsSendQueue = (url: string, client?: SQSClient): SendQueue => {
  const sqs = lazily(() => client ?? new SQSClient({ maxAttempts: 2, requestHandler: answersWithin(tryMillis) }));
  return {
    send: async ({ episode, n, monitor }) => {
      const MessageBody = JSON.stringify({ episode, n, monitor });
      await sqs().send(new SendMessageCommand({ QueueUrl: url, MessageBody, MessageGroupId: monitor }));
    },
  };
};
