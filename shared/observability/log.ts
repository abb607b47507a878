import { Logger } from '@aws-lambda-powertools/logger';

/** The one logger of a function: structured, without event dumps, tokens, addresses or secrets (X3). */
export const logger = new Logger();

const causeOf = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

export const httpLog = {
  access: (line: Readonly<Record<string, unknown>>): void => logger.info('request', line),
  bug: (error: unknown): void => logger.error('bug', causeOf(error)),
};
