import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ReleaseQueue } from '../../domain/window/release-queue.ts';

/** Passes of windows as messages `{window}` of the release queue. */
export const sqsReleaseQueue = (url: string, client = new SQSClient({})): ReleaseQueue => ({
  pass: async (window, afterSeconds) => {
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify({ window }), DelaySeconds: afterSeconds }));
  },
});
