import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RestoreContext } from '../restore-settings.ts';
import { account, credentialsFor, type Emulator, region } from './emulator.ts';
import { filterAssembly } from './template-filter.ts';

/** The outputs of the service stack (infra/stacks/service-stack.ts). */
export interface Outputs {
  readonly ApiId: string;
  readonly TableName: string;
  readonly BusName: string;
  readonly UserPoolId: string;
  readonly UserPoolClientId: string;
  readonly StateMachineArn: string;
  readonly SendQueueUrl: string;
  readonly ReleaseQueueUrl: string;
  readonly AlarmTopicArn: string;
  readonly SealBucketName: string;
}

export interface Deployment {
  readonly emulator: Emulator;
  /** The base URL that people use: the front door, instead of the emulated API's own URL. */
  readonly publicUrl: string;
  /** Whether `build/` already has the bundled functions. Tests bundle once for all stacks. @default false */
  readonly bundled?: boolean;
  /** The table to use, if it was restored. @default the data stack creates one */
  readonly restored?: RestoreContext | undefined;
}

const repository = resolve(import.meta.dirname, '../..');
const timeoutMinutes = 5;

/** Runs a command and shows the end of its output only if it fails. The timeout is for the CDK CLI, which can hang on a resource that never answers. */
const run = (what: string, args: readonly string[], env: Record<string, string>): Promise<void> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, args, {
      cwd: repository,
      env,
      timeout: timeoutMinutes * 60_000,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-8000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', fail);
    child.once('close', (code) =>
      code === 0
        ? done()
        : fail(new Error(`${what} failed (${code === null ? `no end within ${timeoutMinutes} min` : `exit code ${code}`}):\n${output}`)),
    );
  });

/** Passes on only the variables that programs need, so that an AWS profile of the shell cannot lead the CLI to a real account. */
const environmentFor = (emulator: Emulator): Record<string, string> => ({
  PATH: process.env.PATH ?? '/usr/bin:/bin',
  HOME: process.env.HOME ?? emulator.directory,
  CI: 'true',
  NO_COLOR: '1',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1',
  ...credentialsFor(emulator),
});

const cdk = join(repository, 'node_modules/aws-cdk/bin/cdk');

const bootstrap = async ({ emulator }: Deployment): Promise<void> => {
  const done = join(emulator.directory, 'bootstrapped');
  if (existsSync(done)) return;
  await run(
    'cdk bootstrap',
    [cdk, 'bootstrap', `aws://${account}/${region}`, '--no-notices', '--app', '', '--toolkit-stack-name', 'CDKToolkit'],
    environmentFor(emulator),
  );
  writeFileSync(done, '');
};

/** Runs the app directly. The CDK CLI would start the same program and then read the result once more. */
const synthesize = async ({ emulator, publicUrl, restored }: Deployment, assembly: string): Promise<void> => {
  const { context } = JSON.parse(readFileSync(join(repository, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> };
  rmSync(assembly, { recursive: true, force: true });
  await run('synthesizing the CDK app', ['infra/app.ts'], {
    ...environmentFor(emulator),
    CDK_OUTDIR: assembly,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage: 'local', publicUrl, ...restored }),
    CDK_DEFAULT_ACCOUNT: account,
    CDK_DEFAULT_REGION: region,
  });
  filterAssembly(assembly);
};

/** Deploys the same app as on AWS into the emulator, with the real CDK CLI. */
export const deploy = async (deployment: Deployment): Promise<Outputs> => {
  const { emulator, bundled } = deployment;
  const assembly = join(emulator.directory, 'cdk.out');
  const outputs = join(emulator.directory, 'outputs.json');
  const bundleAndSynthesize = async () => {
    if (!bundled) await run('bundling the functions', ['infra/bundle.ts'], environmentFor(emulator));
    await synthesize(deployment, assembly);
  };
  await Promise.all([bootstrap(deployment), bundleAndSynthesize()]);
  const args = [
    'deploy',
    '--all',
    '--app',
    assembly,
    '--require-approval',
    'never',
    '--no-notices',
    '--method',
    'direct',
    '--outputs-file',
    outputs,
  ];
  await run('cdk deploy', [cdk, ...args], environmentFor(emulator));
  return (JSON.parse(readFileSync(outputs, 'utf8')) as Record<'quiesce-local-service', Outputs>)['quiesce-local-service'];
};
