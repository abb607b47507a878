import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logger } from '../observability/log.ts';

/** Processes each message of a batch independently. Returns the ids of the failed messages, so that SQS redelivers only those (E2). */
export const eachMessage = async ({ Records }: SQSEvent, work: (message: SQSRecord) => Promise<void>): Promise<SQSBatchResponse> => {
  const results = await Promise.allSettled(Records.map(work));
  const failed = results.flatMap((result, index) => {
    if (result.status === 'fulfilled') return [];
    const message = Records[index]?.messageId ?? '';
    if (!isLaterAgain(result.reason)) logger.error('message failed', { message, error: result.reason as Error });
    return [{ itemIdentifier: message }];
  });
  logger.info('messages', { taken: Records.length, failed: failed.length });
  return { batchItemFailures: failed };
};

/** Thrown to have a message redelivered later. It is not logged as an error. */
export class LaterAgain extends Error {
  override readonly name = 'LaterAgain';
}

const isLaterAgain = (error: unknown): boolean => error instanceof Error && error.name === 'LaterAgain';
