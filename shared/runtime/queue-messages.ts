import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logger, messageFailed } from '../observability/log.ts';

/** Hides a message for some seconds, after which the queue delivers it again. */
export type HideMessage = (receiptHandle: string, seconds: number) => Promise<void>;

/** Thrown to have a message delivered again after some seconds. It is not logged as an error. */
export class LaterAgain extends Error {
  override readonly name = 'LaterAgain';
  readonly seconds: number;

  constructor(seconds: number) {
    super(`the message is delivered again in ${seconds} s`);
    this.seconds = seconds;
  }
}

const firstPause = 15;
const longestPause = 300;

/**
 * The pause in seconds after a message failed for a reason of our own, such as a table or a key that does not answer: 15 s, doubled each
 * time, up to five minutes. So an outage of a day does not use up the 300 receives after which SQS moves a message to the dead-letter
 * queue (S10).
 */
export const pauseAfterFailure = (receives: number): number => Math.min(firstPause * 2 ** (Math.max(1, receives) - 1), longestPause);

const pauseFor = ({ attributes }: SQSRecord, error: unknown): number =>
  error instanceof LaterAgain ? error.seconds : pauseAfterFailure(Number(attributes.ApproximateReceiveCount));

/**
 * Processes each message of a batch independently. A failed message is hidden for a while and reported, so that SQS delivers only that one
 * again (E2). If it cannot be hidden, it comes back when the visibility timeout of the queue ends.
 */
export const eachMessage = (hide: HideMessage, work: (message: SQSRecord) => Promise<void>) => {
  const postpone = async (message: SQSRecord, error: unknown): Promise<void> => {
    const { messageId, receiptHandle } = message;
    if (!(error instanceof LaterAgain)) messageFailed(messageId, error);
    try {
      await hide(receiptHandle, pauseFor(message, error));
    } catch (notHidden) {
      logger.warn('message not hidden', { messageId, error: notHidden as Error });
    }
  };

  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed: string[] = [];
    await Promise.all(
      Records.map(async (message) => {
        try {
          await work(message);
        } catch (error) {
          failed.push(message.messageId);
          await postpone(message, error);
        }
      }),
    );
    logger.info('messages', { taken: Records.length, failed: failed.length });
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
};
