import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CognitoIdentityProviderClient, ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { exportPeople, importPeople } from './people/export-people.ts';
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

/** The id of the stage's user pool. A pool that was lost leaves a new one with the same name. */
const poolOf = async (stage: string): Promise<string> => {
  const found: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListUserPoolsCommand({ MaxResults: 60, ...(NextToken ? { NextToken } : {}) }));
    found.push(...(page.UserPools ?? []).flatMap(({ Id, Name }) => (Id && Name === `quiesce-${stage}` ? [Id] : [])));
    NextToken = page.NextToken;
  } while (NextToken);
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) {
    throw new Error(`there are ${found.length} user pools named quiesce-${stage}: give the id of one with --pool`);
  }
  return only;
};

const pool = values.pool ?? (await poolOf(values.stage));
if (values.import === undefined) for await (const line of exportPeople(client, pool)) console.log(line);
else console.log(`${await importPeople(client, pool, readFileSync(values.import, 'utf8').split('\n'), { mails: true })} people created`);
