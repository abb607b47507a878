import type { Units } from './cost.ts';

/**
 * List prices in US$ of us-east-1: DynamoDB on demand (standard class, since November 2024), HTTP API, Lambda's requests, Step Functions,
 * EventBridge, SES, SQS, KMS, CloudWatch, WAF, AWS Backup. They are from secondary sources in November 2026: check AWS's pricing pages before you quote them. The
 * counted units do not depend on them.
 */
export const prices = {
  region: 'us-east-1',
  /** When the prices were looked up. */
  date: 'November 2026',
  readUnit: 0.125 / 1_000_000,
  writeUnit: 0.625 / 1_000_000,
  httpRequest: 1 / 1_000_000,
  invocation: 0.2 / 1_000_000,
  stateTransition: 0.025 / 1_000,
  event: 1 / 1_000_000,
  mail: 0.1 / 1_000,
  /** One GB of memory for one second, on arm64. */
  gigabyteSecond: 0.0000133334,
  queueRequest: 0.4 / 1_000_000,
  key: 1,
  keyRequest: 0.03 / 10_000,
  /** One metric that an alarm watches. An alarm on an expression watches each metric of the expression. */
  alarmMetric: 0.1,
  metric: 0.3,
  logGigabyte: 0.5,
  webAcl: 5,
  webAclRule: 1,
  secret: 0.4,
  webAclRequest: 0.6 / 1_000_000,
  /** One GB for a month: of the table, of its point-in-time recovery, and of a backup. AWS Backup stores every backup of a table in full. */
  tableGigabyte: { table: 0.25, recovery: 0.2, backup: 0.1 },
} as const;

/** The price of these units of the table. */
export const priceOf = ([, reads, writes]: Units): number => reads * prices.readUnit + writes * prices.writeUnit;
