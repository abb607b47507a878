import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { lazily } from '../domain/lazily.ts';
import { answersWithin } from '../sdk/answer-limit.ts';

/** Puts a message that nobody can read into a dead-letter queue at once. To receive it again would not help. */
export const sqsDeadLetters = (url: string, client?: SQSClient): ((body: string) => Promise<void>) => {
  const sqs = lazily(() => client ?? new SQSClient({ requestHandler: answersWithin() }));
  return async (body) => {
    await sqs().send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
  };
};
