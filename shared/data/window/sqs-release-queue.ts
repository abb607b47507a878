import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { lazily } from '../../domain/lazily.ts';
import type { ReleaseQueue } from '../../domain/window/release-queue.ts';
import { answersWithin } from '../../sdk/answer-limit.ts';

/** Queues release passes as messages `{window}`. */
export const sqsReleaseQueue = (url: string, client?: SQSClient): ReleaseQueue => {
  const sqs = lazily(() => client ?? new SQSClient({ requestHandler: answersWithin() }));
  return {
    pass: async (window, afterSeconds) => {
      const MessageBody = JSON.stringify({ window });
      await sqs().send(new SendMessageCommand({ QueueUrl: url, MessageBody, DelaySeconds: afterSeconds }));
    },
  };
};
