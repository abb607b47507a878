import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientFor, type Emulator, endpointOf } from '../../infra/local/emulator.ts';

/**
 * The emulator of a run of contract and workflow tests. Nothing is deployed into it, and nothing in it outlives the run. emulator-setup.ts
 * starts it once and puts its URL into the environment, which jest's workers inherit.
 */
const addressVariable = 'QUIESCE_TEST_EMULATOR';

export const announceEmulator = (emulator: Emulator): void => {
  process.env[addressVariable] = endpointOf(emulator);
};

/** Settings of an SDK client that talks to the emulator: `new SFNClient(emulatorClient())`. */
export const emulatorClient = () => {
  const endpoint = process.env[addressVariable];
  if (!endpoint) throw new Error('no emulator is running: start these tests with npm run test:contract or npm run test:workflow');
  return clientFor(endpoint);
};

/** A client for the emulator, which all suites of a run share: each creates tables with unique names. */
export const emulatorDynamoDb = (): DynamoDBClient => new DynamoDBClient(emulatorClient());
