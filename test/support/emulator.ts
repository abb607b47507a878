import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { account, type Emulator, endpointOf, region } from '../../infra/local/emulator.ts';

/**
 * A bare emulator for a run of contract and workflow tests: nothing is deployed, nothing outlives the run. emulator-setup.ts starts
 * it once and leaves its address in the environment, which jest's workers inherit.
 */
const addressVariable = 'QUIESCE_TEST_EMULATOR';

export const announceEmulator = (emulator: Emulator): void => {
  process.env[addressVariable] = endpointOf(emulator);
};

/** How the SDK's clients reach the emulator: `new SFNClient(emulatorClient())`. The key names its account and is no secret. */
export const emulatorClient = () => {
  const endpoint = process.env[addressVariable];
  if (!endpoint) throw new Error('no emulator runs: start these tests by npm run test:contract or npm run test:workflow');
  return { endpoint, region, credentials: { accessKeyId: account, secretAccessKey: 'local' } };
};

/** The emulator is shared by a run: a suite makes tables of its own, with names that nobody else has. */
export const emulatorDynamoDb = (): DynamoDBClient => new DynamoDBClient(emulatorClient());
