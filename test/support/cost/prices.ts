import type { Units } from './cost.ts';

/**
 * List prices in US$ of us-east-1, as AWS's pricing pages showed them in 2026: DynamoDB on demand, standard class; HTTP API; Lambda on
 * arm64 without its free part; SES; CloudWatch Logs. Other regions differ: the counted units do not.
 */
export const prices = {
  region: 'us-east-1',
  readUnit: 0.125 / 1_000_000,
  writeUnit: 0.625 / 1_000_000,
  httpRequest: 1 / 1_000_000,
  invocation: 0.2 / 1_000_000,
  stateTransition: 0.025 / 1_000,
  event: 1 / 1_000_000,
  mail: 0.1 / 1_000,
} as const;

/** What the table charges for these units. */
export const priceOf = ([, reads, writes]: Units): number => reads * prices.readUnit + writes * prices.writeUnit;
