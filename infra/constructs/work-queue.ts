import { Duration, Validations } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deadLetterAcknowledgements } from './acknowledgements.ts';

export interface WorkQueueProps {
  /** How often a message is received before it is a dead letter. */
  readonly maxReceiveCount: number;
  /** How many messages its consumer gets at once. @default 10 */
  readonly batchSize?: number;
}

/** Where what failed lies until somebody looks (E2): two weeks, the longest there is. Only for messages, never read by a function. */
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
 * A standard queue with its dead letters. The visibility of a minute is the first pause after a crash; its consumer sets the others.
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

  /** Messages go to this function, which names those that failed. */
  consumedBy(consumer: lambda.Function): void {
    consumer.addEventSource(new SqsEventSource(this.queue, { batchSize: this.batchSize, reportBatchItemFailures: true }));
  }
}
