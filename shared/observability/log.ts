import { Logger } from '@aws-lambda-powertools/logger';
import type { ReportMeasurements } from '../domain/measurement.ts';
import {
  dutyFailedMessage,
  measuredMessage,
  messageFailedMessage,
  notPublishedMessage,
  requestMessage,
  truncatedMessage,
  unreadableRowMessage,
} from '../env/log-messages.ts';

/** The logger of a function. Logs are structured and contain no invocation events, tokens, addresses or secrets (X3). */
export const logger = new Logger();

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** Logs that a row of the table does not match its schema. The line has type and key of the row and the problem, but no content. */
export const unreadableRow = (row: object): void => logger.error(unreadableRowMessage, { ...row });

/** Logs that a message of a monitor left alerts out. */
export const messageTruncated = (): void => logger.warn(truncatedMessage);

/** Logs that a message of a queue could not be processed. It comes again. */
export const messageFailed = (messageId: string, error: unknown): void =>
  logger.error(messageFailedMessage, { messageId, error: toError(error) });

/** Logs that the sweep could not do something. It tries again a minute later. */
export const dutyFailed = (due: { readonly duty: string; readonly subject: string }, error: unknown): void =>
  logger.error(dutyFailedMessage, { duty: due.duty, subject: due.subject, error: toError(error) });

/** Logs that the event bus did not accept events. They stay pending. */
export const notPublished = (events: number): void => logger.error(notPublishedMessage, { events });

/** Logs delays. Metric filters read the values. */
export const measured: ReportMeasurements = (measurements, of) => logger.info(measuredMessage, { ...measurements, ...of });

export const httpLog = {
  access: (line: Readonly<Record<string, unknown>>): void => logger.info(requestMessage, line),
  bug: (error: unknown): void => logger.error('bug', toError(error)),
};
