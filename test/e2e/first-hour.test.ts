import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { signInOf } from '../../infra/local/people.ts';
import { venvDirectory } from '../../infra/local/venv.mjs';
import { type CommandResult, runCommand } from '../support/commands.ts';
import { readDocument, sectionOf, shellBlocksOf } from '../support/readme.ts';
import { deployedStack } from '../support/stack.ts';

const stack = deployedStack();
const document = readDocument('docs/first-hour.md');
const scene = { directory: '' };

/** What differs on a stack that already has people, a group of approvers, and a front door in place of a domain. */
const replacements = {
  'quiesce-prod-': 'quiesce-local-',
  'API=${API%/}': `API=${stack.apiUrl}`,
  'you@example.com': signInOf('admin').email,
  '<password>': signInOf('admin').password,
  '"name": "approvers"': '"name": "approvers of the first hour"',
  'web-7': 'web-of-the-first-hour',
  'npm run -s sign-in --': `'${process.execPath}' '${resolve('infra/sign-in.ts')}'`,
};

/** The person types the password; here it is the standard input. */
const typed = (commands: string): string =>
  commands.replaceAll(/\$\(token (\S+)\)/g, `$(token $1 <<< '${signInOf('admin').password}' 2>/dev/null)`);

const localized = (commands: string): string =>
  Object.entries(replacements).reduce((text, [from, to]) => text.replaceAll(from, to), typed(commands));

/** Runs commands in one shell, in which `aws` reads them by the service models and talks to the emulator. */
const paste = (commands: string, env: Readonly<Record<string, string>> = {}): Promise<CommandResult> =>
  runCommand('bash', ['-c', commands], {
    cwd: scene.directory,
    env: { PATH: `${join(scene.directory, 'bin')}:${dirname(process.execPath)}:${process.env.PATH ?? ''}`, ...stack.environment, ...env },
  });

beforeAll(() => {
  scene.directory = mkdtempSync(join(tmpdir(), 'quiesce-first-hour-'));
  mkdirSync(join(scene.directory, 'bin'));
  const aws = join(scene.directory, 'bin/aws');
  writeFileSync(aws, `#!/bin/sh\nexec '${join(venvDirectory(), 'bin/python')}' '${resolve('test/support/aws.py')}' "$@"\n`);
  chmodSync(aws, 0o755);
});
afterAll(() => rmSync(scene.directory, { recursive: true, force: true }));

/** The answers of the API among the lines, without those of Cognito. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers without narrowing each step
const answersIn = (stdout: string): any[] =>
  stdout
    .split('\n')
    .filter((line) => line.startsWith('{') && !line.startsWith('{"User"'))
    .map((line) => JSON.parse(line));

it('the commands from the first admin to a monitor that holds alerts work as docs/first-hour.md prints them', async () => {
  const sections = ['2. The first admin, and a token', '3. People and approvers', '4. The first monitor'];
  const commands = sections.flatMap((heading) => shellBlocksOf(sectionOf(document, heading))).map(localized);

  const { status, stdout, stderr } = await paste(commands.join('\n'));

  // The demo admin is there before the document creates it.
  expect([status, stderr.trim().split('\n')]).toEqual([0, [expect.stringContaining('UsernameExistsException')]]);
  expect(stdout).toContain(`- url: ${stack.apiUrl}/v1/monitors/`);
  expect(answersIn(stdout)).toMatchObject([
    { roles: ['admin'] },
    { name: 'Ada Miller', roles: ['approver'] },
    { name: 'Bob Smith', roles: ['change-requester', 'configuration-manager'] },
    { members: [{ person: expect.any(String) }] },
    { name: 'web-of-the-first-hour', class: 'server' },
    { title: 'Try a window', number: expect.stringMatching(/^CHG-/), window: { mode: 'planned' } },
    { totals: { received: 0 } },
    { name: 'test', mode: 'enforce' },
  ]);
});

/** The shell lines of a document that call `aws`, with the lines that they continue on. Assignments and functions around them stay. */
const awsCommandsOf = (file: string): readonly string[] =>
  shellBlocksOf(readDocument(file))
    .flatMap((block) => block.replaceAll(/\\\n\s*/g, '').split('\n'))
    .map((line) => line.trim().replaceAll('<function>', 'sweep'))
    .filter((line) => /(^|\$\(|\{ )(aws|local_aws) /.test(line));

const runbook = awsCommandsOf('docs/runbook.md');
const firstHour = awsCommandsOf('docs/first-hour.md');
const operating = awsCommandsOf('docs/operating.md');

it('the runbook, the first hour and the document about operating have commands for the AWS CLI', () => {
  expect(runbook.length).toBeGreaterThanOrEqual(9);
  expect(firstHour.length).toBeGreaterThanOrEqual(4);
  expect(operating.length).toBeGreaterThanOrEqual(9);
});

/** What the commands before it would have set or written. */
const before = `
url=https://sqs.eu-central-1.amazonaws.com/123456789012/queue; POOL=eu-central-1_a CLIENT=abc
set -- you@example.com 'Password-1234'
output() { echo quiesce-prod-table; }
data_output() { echo arn:aws:iam::123456789012:role/restore; }
LOST=a NEW=b POINT=arn:aws:backup:eu-central-1:123456789012:recovery-point:c JOB=d
local_aws() { aws "$@"; }
echo '{}' > event.json; echo '{}' > trust.json; echo '{}' > rights.json; echo '{"ReceiptHandle":"handle"}' > letter.json
`;

it.each([...runbook, ...firstHour, ...operating])('the AWS CLI knows the operation, options and values of: %s', async (command) => {
  // A function of the document is only defined by its line, so it is called as well.
  const [, name] = /^(\w+)\(\) \{ aws /.exec(command) ?? [];
  const call = name?.endsWith('output') ? `${command}\n${name} TableName` : command;

  expect(await paste(`${before}${call}`, { AWS_CHECK_ONLY: '1' })).toMatchObject({ status: 0, stderr: '' });
});

it('a command that the AWS CLI would refuse is noticed', async () => {
  const wrong = [
    'aws sqs send-message --queue-url x --message-text y',
    'aws sqs send-message --queue-url x',
    'aws lambda call --function-name x answer.json',
    'aws cognito-idp initiate-auth --client-id abc --auth-flow PASSWORD',
  ];
  const results = await Promise.all(wrong.map((command) => paste(command, { AWS_CHECK_ONLY: '1' })));

  expect(results.map(({ status }) => status)).toEqual([1, 1, 1, 1]);
});

const checkAccount = (...settings: readonly string[]) =>
  paste(`'${process.execPath}' '${resolve('infra/preflight.ts')}' ${settings.map((setting) => `--context ${setting}`).join(' ')}`);

const settings = ['region=eu-central-1', 'bootstrapAdmin=you@example.com', 'mailFrom=quiesce@example.com', 'onCall=on-call@example.com'];

it('the preflight asks the account by commands that the AWS CLI knows, and says what lacks with commands that it knows, too', async () => {
  const { status, stdout, stderr } = await checkAccount('stage=prod', 'account=000000000000', ...settings);

  expect(stderr).toBe('');
  expect(stdout).toContain('ok       the credentials of the shell belong to account 000000000000');
  expect(stdout).toMatch(/^ok {7}CDK is bootstrapped in eu-central-1 \(version \d+\)$/m);
  expect(stdout).toMatch(/Lambda concurrency: \d+ executions are needed/);
  expect(stdout).toMatch(/Amazon SES/);
  expect(stdout).toContain('example.com');
  expect(status).toBe(stdout.includes('LACKING') ? 1 : 0);
});

it('the preflight refuses credentials of another account', async () => {
  const { status, stdout } = await checkAccount('stage=prod', 'account=123456789012', ...settings);

  expect([status, stdout]).toEqual([1, expect.stringMatching(/^LACKING .* account 000000000000, but stage prod is for 123456789012/)]);
});

it.each([
  'aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000 --region eu-central-1',
  "aws sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL --website-url https://example.com --use-case-description 'x' --region eu-central-1",
])('the AWS CLI knows what the preflight tells people to run: %s', async (command) => {
  expect(await paste(command, { AWS_CHECK_ONLY: '1' })).toMatchObject({ status: 0, stderr: '' });
});
