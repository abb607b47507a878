import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SendQueue } from '../../domain/episode/episode.ts';

/** Ingest has to answer soon: what is not queued in time the sweep queues (S10). */
const requestTimeout = 1_000;

/** Deliveries as messages `{episode, n, monitor}`, grouped by monitor: its receiver delays no other one (fair queues). */
export const sqsSendQueue = (
  url: string,
  client = new SQSClient({ maxAttempts: 2, requestHandler: { requestTimeout, connectionTimeout: requestTimeout } }),
): SendQueue => ({
  send: async ({ episode, n, monitor }) => {
    await client.send(
      new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify({ episode, n, monitor }), MessageGroupId: monitor }),
    );
  },
});
