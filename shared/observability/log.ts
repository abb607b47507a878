import { Logger } from '@aws-lambda-powertools/logger';
import { truncatedMessage, unreadableRowMessage } from '../env/log-messages.ts';

/** The logger of a function. Logs are structured and contain no invocation events, tokens, addresses or secrets (X3). */
export const logger = new Logger();

/** Logs that a row of the table does not match its schema. The line has type and key of the row and the problem, but no content. */
export const unreadableRow = (row: object): void => logger.error(unreadableRowMessage, { ...row });

/** Logs that a message of a monitor left alerts out. */
export const messageTruncated = (): void => logger.warn(truncatedMessage);

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

export const httpLog = {
  access: (line: Readonly<Record<string, unknown>>): void => logger.info('request', line),
  bug: (error: unknown): void => logger.error('bug', toError(error)),
};
