import { dirname, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { runCommand } from '../support/commands.ts';
import { fakeAws, refusal } from '../support/fake-aws.ts';

const source = 'quiesce-prod-lost';
const target = 'quiesce-prod-new';
const streamArn = `arn:aws:dynamodb:eu-central-1:123456789012:table/${target}/stream/2026-11-27T10:05:00.000`;

const started: { aws?: Awaited<ReturnType<typeof fakeAws>> } = {};
beforeAll(async () => {
  started.aws = await fakeAws();
});
afterAll(() => started.aws?.close());

/** What is on in the restored table. DynamoDB restores none of it. */
const table = { exists: true, stream: false, isProtected: false, ttl: false, recovery: false };
const noticed = new Map<string, number>();
const calls: string[] = [];
const refused = new Set<string>();

beforeEach(() => {
  Object.assign(table, { exists: true, stream: false, isProtected: false, ttl: false, recovery: false });
  noticed.clear();
  calls.length = 0;
  refused.clear();
  started.aws?.answers((operation, input) => {
    const name = operation.replace('DynamoDB_20120810.', '');
    if (!/^(Describe|Get)/.test(name)) calls.push(name);
    return refused.has(name) ? refusal : answer(name, input);
  });
});

const missing = { status: 400, body: { __type: 'ResourceNotFoundException', message: 'no such table' } };

const turnOn = (setting: 'stream' | 'isProtected' | 'ttl' | 'recovery') => {
  table[setting] = true;
  return { body: {} };
};

const operations: Readonly<Record<string, (input: ReturnType<typeof JSON.parse>) => { readonly status?: number; readonly body: object }>> =
  {
    RestoreTableToPointInTime: () => {
      table.exists = true;
      return { body: {} };
    },
    DescribeTable: () => ({
      body: {
        Table: {
          TableStatus: 'ACTIVE',
          StreamSpecification: { StreamEnabled: table.stream },
          DeletionProtectionEnabled: table.isProtected,
          ...(table.stream ? { LatestStreamArn: streamArn } : {}),
        },
      },
    }),
    UpdateTable: ({ StreamSpecification }) => turnOn(StreamSpecification ? 'stream' : 'isProtected'),
    DescribeTimeToLive: () => ({ body: { TimeToLiveDescription: { TimeToLiveStatus: table.ttl ? 'ENABLED' : 'DISABLED' } } }),
    // DynamoDB refuses to switch it on twice.
    UpdateTimeToLive: () => (table.ttl ? refusal : turnOn('ttl')),
    DescribeContinuousBackups: () => ({
      body: {
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: 'ENABLED',
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: table.recovery ? 'ENABLED' : 'DISABLED' },
        },
      },
    }),
    UpdateContinuousBackups: () => turnOn('recovery'),
    GetItem: ({ TableName }) => {
      const epoch = noticed.get(TableName);
      return epoch === undefined ? { body: {} } : { body: { Item: { data: { M: { epoch: { N: String(epoch) } } } } } };
    },
  };

const answer = (name: string, input: ReturnType<typeof JSON.parse>) =>
  !table.exists && name === 'DescribeTable' ? missing : (operations[name]?.(input) ?? refusal);

const restore = (...options: readonly string[]) =>
  runCommand(process.execPath, [resolve('infra/restore.ts'), '--stage', 'prod', ...options], {
    env: {
      PATH: dirname(process.execPath),
      NODE_NO_WARNINGS: '1',
      AWS_ENDPOINT_URL: started.aws?.endpoint ?? '',
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
  });

const switchedOn = ['UpdateTable', 'UpdateTable', 'UpdateTimeToLive', 'UpdateContinuousBackups'];

it('a restore that stopped goes on with the restored table, and copies nothing again', async () => {
  table.exists = false;
  refused.add('UpdateTimeToLive');
  const stopped = await restore('--table', source);
  expect(stopped.status).toBe(1);
  expect(stopped.stdout).toMatch(/npm run restore -- --stage prod --table quiesce-prod-lost --restored quiesce-prod-\d{14}$/m);
  expect(calls).toEqual(['RestoreTableToPointInTime', 'UpdateTable', 'UpdateTable', 'UpdateTimeToLive']);

  calls.length = 0;
  refused.clear();
  const { status, stdout, stderr } = await restore('--table', source, '--restored', target);

  expect([status, stderr]).toEqual([0, '']);
  expect(calls).toEqual(['UpdateTimeToLive', 'UpdateContinuousBackups']);
  expect(stdout).toContain(`--context tableName=${target} \\\n  --context tableStreamArn=${streamArn} \\\n  --context restoreEpoch=1`);
});

it('a table that AWS Backup has restored gets all that DynamoDB does not restore, once', async () => {
  const first = await restore('--table', source, '--restored', target);
  expect(calls).toEqual(switchedOn);
  expect(table).toEqual({ exists: true, stream: true, isProtected: true, ttl: true, recovery: true });

  const second = await restore('--table', source, '--restored', target);

  expect(calls).toEqual(switchedOn);
  expect(second).toEqual(first);
});

it.each([
  [3, 1, 4],
  [1, 3, 4],
])('S2 the restore epoch is above what functions noticed in the lost table (%d) and in the new one (%d)', async (lost, found, next) => {
  noticed.set(source, lost).set(target, found);

  expect((await restore('--table', source, '--restored', target)).stdout).toContain(`--context restoreEpoch=${next}\n`);
});

it('a new table that does not exist is refused at once', async () => {
  table.exists = false;

  expect(await restore('--table', source, '--restored', target)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`there is no table ${target}: give the name of the new table`),
  });
  expect(calls).toEqual([]);
});

it.each([
  [['--restored', target], '--table is missing'],
  [['--table', source, '--at', '2026-11-27T10:00:00Z', '--restored', target], '--at, --backup and --restored exclude each other'],
  [['--table', source, '--at', 'yesterday'], '--at yesterday is no time: write it as 2026-11-27T10:00:00Z'],
  [['--table', source, '--restored', source], `--restored must be the new table: ${source} is the lost one`],
  [['--table', source, '--backup', 'arn:aws:backup:eu-central-1:123456789012:recovery-point:a'], 'give the new table with --restored'],
])('%j is refused before anything is restored', async (options, message) => {
  expect(await restore(...options)).toMatchObject({ status: 1, stderr: expect.stringContaining(message) });
  expect(calls).toEqual([]);
});
