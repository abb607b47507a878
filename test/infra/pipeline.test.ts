import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { cliAccount } from '../../infra/preflight/aws-cli.ts';
import { readDocument, shellBlocksOf } from '../support/readme.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}
interface Job {
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: { readonly 'cancel-in-progress': boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

const text = readFileSync('.github/workflows/deploy.yml', 'utf8');
const workflow = parse(text) as Workflow;
const jobs = Object.entries(workflow.jobs);
const jobOf = (name: string): Job => {
  const found = workflow.jobs[name];
  if (!found) throw new Error(`no job '${name}'`);
  return found;
};
/** How a workflow reads a variable of its environment. */
const variable = (name: string): string => `\${{ vars.${name} }}`;
const runsOf = (name: string): string[] => jobOf(name).steps.flatMap(({ run }) => run?.trim().split('\n') ?? []);
/** The settings of a deployment. Variables of an environment are there for its steps. */
const settingsOf = (name: string): string => jobOf(name).steps.find(({ run }) => run?.includes('npm run deploy'))?.env?.SETTINGS ?? '';

it('the pipeline checks and tests, deploys to dev, and then to prod, which somebody approves in the environment', () => {
  expect(jobs.map(([name, { needs, environment }]) => [name, needs, environment])).toEqual([
    ['verify', undefined, undefined],
    ['dev', 'verify', 'dev'],
    ['prod', 'dev', 'prod'],
  ]);
  expect(runsOf('verify')).toEqual(['npm ci', 'npm run check -- --without check:tests', 'npm test']);
  for (const stage of ['dev', 'prod']) {
    expect(runsOf(stage)).toEqual(['npm ci', 'npm run preflight -- $SETTINGS', 'npm run deploy -- $SETTINGS --require-approval never']);
    expect(settingsOf(stage)).toContain(`--context stage=${stage} `);
  }
});

it('only main is deployed, one deployment at a time, and none is cut off', () => {
  expect(workflow.on).toMatchObject({ push: { branches: ['main'] } });
  expect(Object.keys(workflow.on)).not.toContain('pull_request_target');
  expect(workflow.concurrency['cancel-in-progress']).toBe(false);
});

it('X3 only the jobs that deploy get an identity, and no job may write to the repository', () => {
  expect(workflow.permissions).toEqual({ contents: 'read' });
  for (const [name, { permissions }] of jobs)
    expect([name, permissions]).toEqual([name, name === 'verify' ? undefined : { contents: 'read', 'id-token': 'write' }]);
});

it('X3 credentials come from the role of the environment for one job, and there is no key or secret', () => {
  expect(text).not.toMatch(/secrets\.|access-key|AKIA|AWS_SECRET/i);
  for (const stage of ['dev', 'prod']) {
    const credentials = jobOf(stage).steps.filter(({ uses }) => uses?.startsWith('aws-actions/configure-aws-credentials@'));
    expect(credentials.map((each) => each.with)).toEqual([
      { 'role-to-assume': variable('DEPLOY_ROLE_ARN'), 'aws-region': variable('AWS_REGION'), 'role-duration-seconds': 3600 },
    ]);
  }
});

it('X3 every action is an official one with its version, and no step puts an expression into a shell', () => {
  const steps = jobs.flatMap(([, job]) => job.steps);
  for (const { uses } of steps) {
    if (uses !== undefined)
      expect(uses).toMatch(/^(actions\/(checkout|setup-node)|aws-actions\/configure-aws-credentials)@(v\d+|[0-9a-f]{40})$/);
  }
  expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout')))
    expect(step.with?.['persist-credentials']).toBe(false);
});

it('every npm command of the pipeline is a script of package.json', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const commands = jobs.flatMap(([name]) => runsOf(name)).flatMap((run) => /^npm (?:run )?([\w:]+)/.exec(run)?.[1] ?? []);

  expect(commands.filter((name) => name !== 'ci' && !(name in scripts))).toEqual([]);
});

it('the app reads every setting that the pipeline gives', () => {
  const read = new Set(
    [...readFileSync('infra/app.ts', 'utf8').matchAll(/(?:contextValue|tryGetContext)\('(\w+)'\)/g)].map(([, key]) => key),
  );
  for (const stage of ['dev', 'prod']) {
    const args = settingsOf(stage)
      .replaceAll(/\$\{\{[^}]*\}\}/g, 'x')
      .replace(' x', '')
      .split(/\s+/);
    const { values } = parseArgs({ args, options: { context: { type: 'string', multiple: true, default: [] } } });
    const keys = values.context.map((pair) => pair.split('=')[0]);

    expect(keys).toEqual(expect.arrayContaining(['stage', 'account', 'region']));
    expect(keys.filter((key) => !read.has(key))).toEqual([]);
  }
});

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string;
  readonly Condition?: { readonly StringEquals: Readonly<Record<string, string>> };
}
const [trust, rights] = shellBlocksOf(readDocument('docs/operating.md'))
  .filter((block) => block.trim().startsWith('{'))
  .map((block) => (JSON.parse(block) as { Statement: Statement[] }).Statement);

it('X3 only jobs of one environment of one repository may assume the documented role', () => {
  expect(trust).toHaveLength(1);
  expect(trust?.[0]?.Condition?.StringEquals).toEqual({
    'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
    'token.actions.githubusercontent.com:sub': 'repo:<owner>/<repository>:environment:prod',
  });
});

it('X3 the documented role may use the roles of the CDK bootstrap, ask what the preflight asks, and nothing else', async () => {
  const asked = new Set<string>();
  const account = cliAccount(async ([service = '', operation = '']) => {
    const action = operation.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
    asked.add(`${service.replace('sesv2', 'ses')}:${action}`);
    return { status: 1, stdout: '', stderr: 'An error occurred (NotFoundException)' };
  }, 'eu-central-1');
  await Promise.allSettled([
    account.id(),
    account.concurrency(),
    account.reservedBy('quiesce-prod-send'),
    account.mail(),
    account.mailDomain('example.com'),
    account.bootstrapVersion('eu-central-1'),
  ]);

  // Everyone may ask who they are.
  asked.delete('sts:GetCallerIdentity');
  expect(rights?.flatMap(({ Action }) => Action).sort()).toEqual(['sts:AssumeRole', ...asked].sort());
  expect(rights?.find(({ Action }) => Action === 'sts:AssumeRole')?.Resource).toBe('arn:aws:iam::123456789012:role/cdk-hnb659fds-*');
});

it('the document about operating names the environments and the variables that the pipeline reads', () => {
  const read = [...new Set([...text.matchAll(/\bvars\.(\w+)/g)].map(([, name]) => name))];

  const section = readDocument('docs/operating.md').split('### A pipeline')[1] ?? '';
  for (const name of [...read, 'dev', 'prod']) expect(section).toContain(`\`${name}\``);
  expect(read.sort()).toEqual(['AWS_ACCOUNT', 'AWS_REGION', 'DEPLOY_ROLE_ARN', 'SETTINGS']);
});
