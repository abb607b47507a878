import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { plainBundle } from '../../../infra/bundle-options.ts';
import { defaultRetentionDays } from '../../../shared/domain/retention.ts';
import type { Variable } from '../../../shared/env/variables.ts';

/**
 * The baseline: what every function with a table imports anyway (a client and our adapter's commands), as the SDK is published. It is bundled
 * without our replacements, so that what they save is seen in the ratios.
 */
const baseline = `
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand, BatchWriteCommand, DynamoDBDocumentClient, GetCommand, QueryCommand, TransactWriteCommand, UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
export const commands = [BatchGetCommand, BatchWriteCommand, GetCommand, QueryCommand, TransactWriteCommand, UpdateCommand];
export const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
`;

/** Imports a file in a new process and prints the milliseconds of CPU time and of wall-clock time. */
const importOnce = `
const cpu = process.threadCpuUsage();
const began = performance.now();
require(process.argv[1]);
const wall = performance.now() - began;
const { user, system } = process.threadCpuUsage(cpu);
process.stdout.write(JSON.stringify({ cpu: (user + system) / 1000, wall }), () => process.exit(0));
`;

/** Valid values for the environment variables of all functions. */
const environment: Readonly<Record<Variable, string>> & { readonly AWS_REGION: string } = {
  AWS_REGION: 'eu-central-1',
  STAGE: 'test',
  RECEIVER_TOPICS: 'arn:aws:sns:*:*:pages',
  ORIGIN_PROOF: '',
  OWN_ALARMS: 'arn:aws:cloudwatch:eu-central-1:123456789012:alarm:quiesce-test: ',
  TABLE_NAME: 'table',
  RESTORE_EPOCH: '0',
  RETENTION_DAYS: JSON.stringify(defaultRetentionDays),
  PUBLIC_URL: 'https://quiesce.test',
  ISSUER_URL: 'https://issuer.test/pool',
  ISSUER_KEYS_URL: 'https://issuer.test/pool/.well-known/jwks.json',
  AUDIENCE: 'audience',
  EMAIL_VERIFIED_CLAIM: 'email_verified',
  BOOTSTRAP_ADMIN: 'admin@quiesce.test',
  APPROVERS_GROUP: 'approvers',
  MAIL_FROM: 'quiesce@quiesce.test',
  MAIL_CONFIGURATION_SET: 'mails',
  SEND_QUEUE_URL: 'https://queue.test/send',
  ALARM_QUEUE_URL: 'https://queue.test/alarms',
  CONFIG_QUEUE_URL: 'https://queue.test/configs',
  CONFIG_DEAD_LETTERS_URL: 'https://queue.test/config-dead-letters',
  CONFIG_BUCKET: '',
  TRANSFER_BUCKET: 'files',
  SEAL_BUCKET: 'seals',
  IMPORT_QUEUE_URL: 'https://queue.test/imports',
  EXPORT_QUEUE_URL: 'https://queue.test/exports',
  RELEASE_QUEUE_URL: 'https://queue.test/release',
  SEAL_KEY_ID: 'key',
  ALLOW_PRIVATE_RECEIVERS: 'false',
  BUS_NAME: 'bus',
  STATE_MACHINE_ARN: 'arn:aws:states:eu-central-1:000000000000:stateMachine:test',
};

interface ImportTime {
  readonly cpu: number;
  readonly wall: number;
}

const timeImport = (file: string): ImportTime => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', importOnce, resolve(file)], { env: environment, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} cannot be imported: ${stderr}`);
  return JSON.parse(stdout) as ImportTime;
};

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

export interface ImportRatio {
  readonly name: string;
  /** Medians of all rounds, and their ratio to the baseline. The ratio uses CPU time, because other load changes wall-clock time. */
  readonly cpu: number;
  readonly wall: number;
  readonly ratio: number;
}

const alone = 'lib-dynamodb alone';

/** Bundles the baseline and measures it in turn with each function of `build/functions`, so that other load affects all alike. */
export const importTimes = async () => {
  writeFileSync('build/package.json', '{"type":"commonjs"}\n');
  await build({ ...plainBundle, stdin: { contents: baseline, resolveDir: process.cwd() }, outfile: 'build/baseline/index.js' });
  const functions = readdirSync('build/functions').sort();
  const files = new Map([
    [alone, 'build/baseline/index.js'],
    ...functions.map((name) => [name, `build/functions/${name}/index.js`] as const),
  ]);
  const times = new Map<string, ImportTime[]>([...files.keys()].map((name) => [name, []]));
  const medianOf = (name: string, kind: keyof ImportTime): number => median((times.get(name) ?? []).map((time) => time[kind]));
  return {
    round: (): void => {
      for (const [name, file] of files) times.get(name)?.push(timeImport(file));
    },
    ratios: (): readonly ImportRatio[] =>
      [...files.keys()].map((name) => {
        const [cpu, wall] = [medianOf(name, 'cpu'), medianOf(name, 'wall')];
        return { name, cpu, wall, ratio: cpu / medianOf(alone, 'cpu') };
      }),
  };
};
