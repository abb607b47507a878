import { parseArgs } from 'node:util';
import { accountAndRegion } from './deployment-target.ts';
import { awsProgram, cliAccount } from './preflight/aws-cli.ts';
import { type Finding, preflight } from './preflight/checks.ts';
import { type StageContext, stageOf } from './stage.ts';

/**
 * Checks before a deployment what the account lacks, and says what to ask for and how (docs/first-hour.md). It changes nothing. The exit code
 * is 1 if something lacks.
 *
 * Usage: `npm run preflight -- --context stage=prod …`, with the settings of the deployment. `--stage prod` is short for the first.
 */
const { values } = parseArgs({
  options: { stage: { type: 'string' }, context: { type: 'string', short: 'c', multiple: true, default: [] } },
});

const pairs = values.context.map((pair) => {
  const [key = '', ...rest] = pair.split('=');
  return [key, rest.join('=')] as const;
});
const { stage: named, ...context } = Object.fromEntries(pairs) as StageContext & { readonly stage?: string };
const name = values.stage ?? named;

const words: Readonly<Record<Finding['state'], string>> = { ok: 'ok', later: 'later', lacking: 'LACKING' };

const print = ({ state, what, remedy }: Finding): void => {
  console.log(`${words[state].padEnd(8)} ${what}`);
  for (const line of remedy) console.log(`${' '.repeat(9)}${line}`);
};

/** The settings as the person gave them, so that the commands that are printed have the same. */
const settings = [`stage=${name}`, ...values.context.filter((pair) => !pair.startsWith('stage='))].flatMap((pair) => ['--context', pair]);

const run = async (): Promise<boolean> => {
  if (name === 'local') throw new Error('the local stage needs nothing of an account: give --stage dev|prod');
  const stage = stageOf(name, context);
  const { account = '', region = '' } = accountAndRegion(stage.name, context, { isRequired: true });
  const findings = await preflight({ ...stage, account, region, settings }, cliAccount(awsProgram, region));
  for (const finding of findings) print(finding);
  return findings.every(({ state }) => state !== 'lacking');
};

// A setting that is missing, or what the CLI says, is for the person at the terminal: its message is enough.
await run().then(
  (isReady) => {
    process.exitCode = isReady ? 0 : 1;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
