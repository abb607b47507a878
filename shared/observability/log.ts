import { Logger } from '@aws-lambda-powertools/logger';
import { unreadableRowMessage } from '../env/log-messages.ts';

/** The one logger of a function: structured, without event dumps, tokens, addresses or secrets (X3). */
export const logger = new Logger();

/** A row of the table that its own schema does not accept: its kind and what is wrong, no content and no ids. */
export const unreadableRow = (row: object): void => logger.error(unreadableRowMessage, { ...row });

const causeOf = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

export const httpLog = {
  access: (line: Readonly<Record<string, unknown>>): void => logger.info('request', line),
  bug: (error: unknown): void => logger.error('bug', causeOf(error)),
};
