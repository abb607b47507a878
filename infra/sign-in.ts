import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { directory } from './local/directory.ts';
import { clientFor } from './local/emulator.ts';
import type { HandOut } from './local/hand-out.ts';
import { poolOfStage } from './sign-in/stage-pool.ts';
import { openTerminal } from './sign-in/terminal.ts';
import { signInToPool } from './sign-in/user-pool.ts';

/**
 * Signs a person in to the user pool and prints the ID token, and nothing else. Asks for the password, and for the code of an authenticator
 * app if the person has one. The password itself is not sent (SRP).
 *
 * Usage: `npm run -s sign-in -- --user you@example.com --stage prod`, with AWS credentials that may list user pools, or
 * `--pool <id> --client <id>` instead of `--stage`, which needs no credentials. Without both, it signs in to the local stack.
 */
const usage = 'usage: npm run -s sign-in -- --user <address> (--stage <stage> | --pool <id> --client <id>)';

const { values } = parseArgs({
  options: { user: { type: 'string' }, stage: { type: 'string', default: 'local' }, pool: { type: 'string' }, client: { type: 'string' } },
});

const localSettings = () => {
  const file = join(directory, 'local.json');
  if (!existsSync(file)) throw new Error(`no local stack was started in this directory: run npm start, or name another stage (${usage})`);
  return clientFor((JSON.parse(readFileSync(file, 'utf8')) as HandOut).awsEndpoint);
};

/** Where to sign in. The id of a user pool begins with its region. */
const target = async () => {
  const { stage, pool: poolId, client: clientId } = values;
  if ((poolId === undefined) !== (clientId === undefined)) throw new Error(usage);
  if (poolId && clientId) {
    const cognito = new CognitoIdentityProviderClient({ region: poolId.slice(0, poolId.indexOf('_')) });
    return { cognito, poolId, clientId };
  }
  const cognito = new CognitoIdentityProviderClient(stage === 'local' ? localSettings() : {});
  return { cognito, ...(await poolOfStage(cognito, stage)) };
};

const terminal = openTerminal();
try {
  if (!values.user) throw new Error(usage);
  console.log(await signInToPool({ ...(await target()), terminal }, values.user));
} catch (error) {
  console.error(error instanceof Error ? error.message || error.name : error);
  process.exitCode = 1;
} finally {
  terminal.close();
}
