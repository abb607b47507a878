import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { exportPeople, importPeople } from './people/export-people.ts';
import { poolIdOfStage } from './sign-in/stage-pool.ts';
import { clientSettingsOf } from './stage-clients.ts';

/**
 * Writes the people of a stage's user pool to the standard output, one line of JSON each, or creates them from such a file
 * (docs/operating.md).
 *
 * Usage: `npm run -s export:people -- --stage prod > people.ndjson`, `npm run export:people -- --stage prod --import people.ndjson`.
 */
const { values } = parseArgs({
  options: { stage: { type: 'string', default: 'local' }, pool: { type: 'string' }, import: { type: 'string' } },
});
const client = new CognitoIdentityProviderClient(clientSettingsOf(values.stage));

const pool = values.pool ?? (await poolIdOfStage(client, values.stage));
if (values.import === undefined) for await (const line of exportPeople(client, pool)) console.log(line);
else console.log(`${await importPeople(client, pool, readFileSync(values.import, 'utf8').split('\n'), { mails: true })} people created`);
