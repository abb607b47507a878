import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logger } from '../observability/log.ts';

/** Works on each message of a batch by itself; those that failed are named, so that only they come again (E2). */
export const eachMessage = async ({ Records }: SQSEvent, work: (message: SQSRecord) => Promise<void>): Promise<SQSBatchResponse> => {
  const done = await Promise.allSettled(Records.map(work));
  const failed = done.flatMap((result, at) => {
    if (result.status === 'fulfilled') return [];
    const message = Records[at]?.messageId ?? '';
    if (!isAwaited(result.reason)) logger.error('message failed', { message, error: result.reason as Error });
    return [{ itemIdentifier: message }];
  });
  logger.info('messages', { taken: Records.length, failed: failed.length });
  return { batchItemFailures: failed };
};

/** Not a failure of ours: the message is to come again later. */
export class LaterAgain extends Error {
  override readonly name = 'LaterAgain';
}

const isAwaited = (error: unknown): boolean => error instanceof Error && error.name === 'LaterAgain';
