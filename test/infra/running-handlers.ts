import { afterAll, beforeAll, beforeEach, jest } from '@jest/globals';
import { defaultRetentionDays } from '../../shared/domain/retention.ts';
import { allFunctions } from '../../shared/functions/all-functions.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import { fakeAws, refusal } from '../support/fake-aws.ts';
import { type LogLine, linesIn } from '../support/log-filter.ts';

/**
 * The environment of all functions, for a file of tests that runs handlers as they are deployed: an AWS that answers as the test says, by
 * default with refusals, and the lines that the handlers log. `environment`: what differs from a stage without a domain.
 */
export const runningHandlers = (environment: Readonly<Record<string, string>> = {}) => {
  const lines: LogLine[] = [];
  const started: { aws?: Awaited<ReturnType<typeof fakeAws>> } = {};
  const keepLines = (text: unknown): boolean => lines.push(...linesIn(text)) > 0;

  beforeAll(async () => {
    const aws = await fakeAws();
    started.aws = aws;
    const names = new Set(allFunctions.flatMap((record) => Object.keys(environmentOf(record).shape)));
    for (const name of names) process.env[name] = `https://${name.toLowerCase()}.test`;
    Object.assign(process.env, {
      ...{ ALLOW_PRIVATE_RECEIVERS: 'true', RESTORE_EPOCH: '0', RETENTION_DAYS: JSON.stringify(defaultRetentionDays) },
      ...{ ORIGIN_PROOF: '', MAIL_FROM: 'quiesce@example.com', AWS_ENDPOINT_URL: aws.endpoint, AWS_REGION: 'eu-central-1' },
      // The client of SQS takes the address of a queue as its endpoint.
      CONFIG_DEAD_LETTERS_URL: `${aws.endpoint}/123456789012/config-dead-letters`,
      ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_MAX_ATTEMPTS: '1' },
      ...environment,
    });
    for (const stream of [process.stdout, process.stderr]) jest.spyOn(stream, 'write').mockImplementation(keepLines);
    const { logger } = await import('../../shared/observability/log.ts');
    logger.setLogLevel('INFO');
  });
  afterAll(() => {
    jest.restoreAllMocks();
    started.aws?.close();
  });
  beforeEach(() => {
    lines.length = 0;
    started.aws?.answers(() => refusal);
  });
  return { lines, started };
};

/** An invocation with one message of a queue. */
export const messageWith = (body: object) =>
  ({
    Records: [
      { messageId: 'a message', receiptHandle: 'handle', attributes: { ApproximateReceiveCount: '1' }, body: JSON.stringify(body) },
    ],
  }) as never;
