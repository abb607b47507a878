import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { type AwsCli, cliAccount } from '../../infra/preflight/aws-cli.ts';
import { runCommand } from '../support/commands.ts';

const place = { account: '123456789012', region: 'eu-central-1' };
const settings = { ...place, bootstrapAdmin: 'a@example.com', mailFrom: 'quiesce@example.com', onCall: 'c@example.com' };

/** The AWS CLI with these answers, by service and operation. A string is an error code. */
const cliWith =
  (answers: Readonly<Record<string, object | string>>, calls: string[][] = []): AwsCli =>
  async (args) => {
    calls.push([...args]);
    const answer = answers[args.slice(0, 2).join(' ')];
    if (typeof answer === 'object') return { status: 0, stdout: JSON.stringify(answer), stderr: '' };
    return { status: 254, stdout: '', stderr: `\nAn error occurred (${answer}) when calling the operation: no\n` };
  };

it('the answers of the AWS CLI are read as AWS documents them, in the region of the stage', async () => {
  const calls: string[][] = [];
  const account = cliAccount(
    cliWith(
      {
        'sts get-caller-identity': { UserId: 'me', Account: place.account, Arn: 'arn' },
        'lambda get-account-settings': {
          AccountLimit: { ConcurrentExecutions: 1_000, UnreservedConcurrentExecutions: 900, TotalCodeSize: 1 },
          AccountUsage: { FunctionCount: 1 },
        },
        'lambda get-function-concurrency': { ReservedConcurrentExecutions: 50 },
        'sesv2 get-account': { ProductionAccessEnabled: false, SendingEnabled: true, EnforcementStatus: 'HEALTHY' },
        'sesv2 get-email-identity': { VerifiedForSendingStatus: false, DkimAttributes: { Tokens: ['one'], Status: 'PENDING' } },
        'ssm get-parameter': { Parameter: { Name: '/cdk-bootstrap/hnb659fds/version', Value: '28' } },
      },
      calls,
    ),
    'eu-central-1',
  );

  expect(await account.id()).toBe(place.account);
  expect(await account.concurrency()).toEqual({ limit: 1_000, unreserved: 900 });
  expect(await account.reservedBy('quiesce-prod-send')).toBe(50);
  expect(await account.mail()).toEqual({ isOutOfSandbox: false, isSending: true });
  expect(await account.mailDomain('example.com')).toEqual({ isVerified: false, tokens: ['one'] });
  expect(await account.bootstrapVersion('us-east-1')).toBe(28);
  const regions = calls.map((args) => args[args.indexOf('--region') + 1]);
  expect(regions).toEqual([...Array.from({ length: 5 }, () => 'eu-central-1'), 'us-east-1']);
});

it('what does not exist yet is not an error, and a function without a reservation answers nothing', async () => {
  const account = cliAccount(
    cliWith({
      'lambda get-function-concurrency': 'ResourceNotFoundException',
      'sesv2 get-email-identity': 'NotFoundException',
      'ssm get-parameter': 'ParameterNotFound',
    }),
    'eu-central-1',
  );

  expect(await account.reservedBy('quiesce-prod-send')).toBe(0);
  expect(await account.mailDomain('example.com')).toBeUndefined();
  expect(await account.bootstrapVersion('eu-central-1')).toBeUndefined();
  const silent: AwsCli = async () => ({ status: 0, stdout: '', stderr: '' });
  expect(await cliAccount(silent, 'eu-central-1').reservedBy('quiesce-prod-send')).toBe(0);
});

it('a refusal of AWS is shown as it is, because it is neither a yes nor a no', async () => {
  const account = cliAccount(cliWith({ 'sesv2 get-account': 'AccessDeniedException' }), 'eu-central-1');

  await expect(account.mail()).rejects.toThrow('aws sesv2 get-account failed: An error occurred (AccessDeniedException)');
});

/** No program is on this path, so no test calls AWS. */
const nowhere = '/nowhere';
const runOn = (PATH: string, ...args: readonly string[]) =>
  runCommand(process.execPath, [resolve('infra/preflight.ts'), ...args], { env: { PATH } });
const run = (...args: readonly string[]) => runOn(nowhere, ...args);
const contexts = Object.entries(settings).flatMap(([key, value]) => ['--context', `${key}=${value}`]);

it.each([
  ['no stage', [], 'unknown stage undefined: give --context stage='],
  ['the local stage', ['--stage', 'local'], 'give --stage dev|prod'],
  ['a missing setting', ['--stage', 'prod'], 'give --context bootstrapAdmin='],
  ['no AWS CLI', ['--context', 'stage=prod', ...contexts], 'install the AWS CLI, version 2'],
])('npm run preflight with %s says what is missing, without a stack trace, and fails', async (_, args, message) => {
  const { status, stdout, stderr } = await run(...args);

  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(message);
  expect(stderr).not.toContain('    at ');
});

/** The directory of a program `aws`, for an account that is empty. */
const emptyAccount = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'quiesce-aws-'));
  const script = `#!/bin/sh
case "$1 $2" in
  "sts get-caller-identity") echo '{ "Account": "${place.account}" }' ;;
  "lambda get-account-settings") echo '{ "AccountLimit": { "ConcurrentExecutions": 10, "UnreservedConcurrentExecutions": 10 } }' ;;
  "sesv2 get-account") echo '{ "ProductionAccessEnabled": false, "SendingEnabled": true }' ;;
  *) echo "An error occurred (NotFoundException) when calling the operation: no" >&2; exit 254 ;;
esac
`;
  writeFileSync(join(directory, 'aws'), script, { mode: 0o755 });
  return directory;
};

it.each([
  ['--context stage=prod', ['--context', 'stage=prod', ...contexts]],
  ['--stage prod', [...contexts, '--stage', 'prod']],
])('in an empty account, npm run preflight with %s prints a command for the mail stack that has all its settings', async (_, args) => {
  const { status, stdout } = await runOn(emptyAccount(), ...args);

  expect(status).toBe(1);
  const lines = stdout.split('\n').map((line) => line.trim());
  const command = `npx cdk deploy quiesce-prod-mail --context stage=prod ${contexts.join(' ')}`;
  // Synthesis reads the bundles of all stacks, so they come first.
  expect(lines.slice(lines.indexOf('npm run bundle'))).toEqual(expect.arrayContaining(['npm run bundle', command]));
});
