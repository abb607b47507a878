import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { TransferQueue } from '../../domain/import/import-repository.ts';
import { lazily } from '../../domain/lazily.ts';
import { answersWithin } from '../../sdk/answer-limit.ts';

/** Queues the next step of an import or export as a message `{id}`. */
export const sqsTransferQueue = (url: string, client?: SQSClient): TransferQueue => {
  const sqs = lazily(() => client ?? new SQSClient({ requestHandler: answersWithin() }));
  return {
    goOn: async (id, afterSeconds) => {
      await sqs().send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify({ id }), DelaySeconds: afterSeconds }));
    },
  };
};
