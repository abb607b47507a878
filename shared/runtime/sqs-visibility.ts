import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import { lazily } from '../domain/lazily.ts';
import { answersWithin } from '../sdk/answer-limit.ts';
import type { HideMessage } from './queue-messages.ts';

/** Hides messages of a queue. SQS limits the time to twelve hours. */
export const sqsVisibility = (url: string, client?: SQSClient): HideMessage => {
  const sqs = lazily(() => client ?? new SQSClient({ requestHandler: answersWithin() }));
  return async (ReceiptHandle, VisibilityTimeout) => {
    await sqs().send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout }));
  };
};
