import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { restoreSource } from './restore/restore-source.ts';
import { completeTable, copyTable } from './restore/restore-table.ts';
import { clientSettingsOf } from './stage-clients.ts';

/**
 * Restores the table of a stage under a new name and prints the settings that put it in place (docs/operating.md).
 *
 * Usage: `npm run restore -- --stage prod --table <the lost table> [--at 2026-11-27T10:00:00Z | --backup <ARN> | --restored <the new table>]`.
 * Without a time or a backup it goes back to the latest time that DynamoDB can restore. With `--restored` it copies nothing: it goes on with a
 * restore that stopped, or with a table that AWS Backup has restored.
 */
const { values } = parseArgs({
  options: {
    stage: { type: 'string', default: 'local' },
    table: { type: 'string' },
    at: { type: 'string' },
    backup: { type: 'string' },
    restored: { type: 'string' },
  },
});
const { stage } = values;

const restore = async (): Promise<void> => {
  const { source, from, restored } = restoreSource(values);
  const target = restored ?? `quiesce-${stage}-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}`;
  const client = new DynamoDBClient(clientSettingsOf(stage));
  if (restored === undefined) {
    await copyTable(client, { source, target, from });
    console.log(`restoring ${source} as ${target}; this takes minutes to hours ...`);
    console.log(
      `DynamoDB goes on if this command stops. Then run: npm run restore -- --stage ${stage} --table ${source} --restored ${target}`,
    );
  }
  const context = await completeTable(client, { source, target, isProtected: stage !== 'local' });
  console.log('Deploy with these settings besides the usual ones, now and from now on:');
  console.log(
    Object.entries(context)
      .map(([key, value]) => `  --context ${key}=${value}`)
      .join(' \\\n'),
  );
};

await restore().catch((error: Error) => {
  console.error(error.message || error.name);
  process.exitCode = 1;
});
