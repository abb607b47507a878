import { Duration, Validations } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deadLetterAcknowledgements } from './acknowledgements.ts';

export interface WorkQueueProps {
  /** How often a message is received before it moves to the dead-letter queue. */
  readonly maxReceiveCount: number;
  /** How many messages the consumer gets at once. @default 10 */
  readonly batchSize?: number;
}

/** Keeps failed messages for an operator (E2) for 14 days, the longest time that SQS allows. No function reads it. */
export const deadLetterQueue = (scope: Construct, id: string): sqs.Queue => {
  const queue = new sqs.Queue(scope, id, {
    enforceSSL: true,
    encryption: sqs.QueueEncryption.SQS_MANAGED,
    retentionPeriod: Duration.days(14),
  });
  Validations.of(queue).acknowledge(...deadLetterAcknowledgements);
  return queue;
};

/**
 * A standard queue with its dead-letter queue. If a consumer crashes, its message is received again after a minute. Consumers may set other
 * delays.
 */
export class WorkQueue extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;
  private readonly batchSize: number;

  constructor(scope: Construct, id: string, { maxReceiveCount, batchSize }: WorkQueueProps) {
    super(scope, id);
    this.batchSize = batchSize ?? 10;
    this.deadLetters = deadLetterQueue(this, 'DeadLetters');
    this.queue = new sqs.Queue(this, 'Queue', {
      enforceSSL: true,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      visibilityTimeout: Duration.seconds(60),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
    });
  }

  /** Delivers messages to this function, which reports the ones that failed. */
  consumedBy(consumer: lambda.Function): void {
    consumer.addEventSource(new SqsEventSource(this.queue, { batchSize: this.batchSize, reportBatchItemFailures: true }));
  }
}
