import { Duration, Validations } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Stage } from '../stage.ts';
import { deadLetterAcknowledgements } from './acknowledgements.ts';

export interface WorkQueueProps {
  readonly stage: Stage;
}

/**
 * How often a message is received before it moves to the dead-letter queue. The pauses grow up to 5 minutes while Quiesce itself is
 * disturbed, and up to 15 minutes while a receiver is: 300 receives take a day or three days (S10).
 */
const maxReceiveCount = 300;
/** How many messages the consumer gets at once. */
const batchSize = 10;

/** Keeps failed messages for an operator (E2) for 14 days, the longest time that SQS allows. No function reads it. */
const queueOfFailed = (scope: Construct, id: string): sqs.Queue =>
  new sqs.Queue(scope, id, {
    enforceSSL: true,
    encryption: sqs.QueueEncryption.SQS_MANAGED,
    retentionPeriod: Duration.days(14),
  });

/** A dead-letter queue of rules and asynchronous invocations, which is not that of another queue. */
export const deadLetterQueue = (scope: Construct, id: string): sqs.Queue => {
  const queue = queueOfFailed(scope, id);
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
  private readonly maxConcurrency: number;

  constructor(scope: Construct, id: string, { stage }: WorkQueueProps) {
    super(scope, id);
    this.maxConcurrency = stage.queueConcurrency;
    this.deadLetters = queueOfFailed(this, 'DeadLetters');
    this.queue = new sqs.Queue(this, 'Queue', {
      enforceSSL: true,
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      visibilityTimeout: Duration.seconds(60),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
    });
  }

  /**
   * Delivers messages to this function, which reports the ones that failed. SQS invokes it no more often at once than its reserved
   * concurrency allows, so that no message is received in vain.
   */
  consumedBy(consumer: lambda.IFunction): void {
    const { maxConcurrency } = this;
    consumer.addEventSource(new SqsEventSource(this.queue, { batchSize, maxConcurrency, reportBatchItemFailures: true }));
  }
}
