import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { restoreTable } from './restore/restore-table.ts';
import { clientSettingsOf } from './stage-clients.ts';

/**
 * Restores the table of a stage under a new name and prints the settings that put it in place (docs/operating.md).
 *
 * Usage: `npm run restore -- --stage prod --table <the lost table> [--at 2026-11-27T10:00:00Z | --backup <ARN>]`. Without a time or a
 * backup it goes back to the latest time that DynamoDB can restore.
 */
const { values } = parseArgs({
  options: {
    stage: { type: 'string', default: 'local' },
    table: { type: 'string' },
    at: { type: 'string' },
    backup: { type: 'string' },
  },
});
const { stage, table, at, backup } = values;
if (table === undefined) throw new Error('--table is missing: give the name of the lost table, which is the output TableName of the stack');
if (at !== undefined && Number.isNaN(Date.parse(at))) throw new Error(`--at ${at} is no time: write it as 2026-11-27T10:00:00Z`);
if (at !== undefined && backup !== undefined) throw new Error('--at and --backup exclude each other: give one of them');

const target = `quiesce-${stage}-${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}`;
const from = backup === undefined ? at && { at: new Date(at) } : { backup };
console.log(`restoring ${table} as ${target}; this takes minutes to hours ...`);
const context = await restoreTable(new DynamoDBClient(clientSettingsOf(stage)), {
  source: table,
  target,
  from: from || undefined,
  isProtected: stage !== 'local',
});
console.log('Deploy with these settings besides the usual ones, now and from now on:');
console.log(
  Object.entries(context)
    .map(([key, value]) => `  --context ${key}=${value}`)
    .join(' \\\n'),
);
