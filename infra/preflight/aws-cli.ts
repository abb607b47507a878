import { execFile } from 'node:child_process';
import * as z from 'zod';
import type { Account } from './account.ts';

interface CliResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the AWS CLI. */
export type AwsCli = (args: readonly string[]) => Promise<CliResult>;

/** The program `aws` of the shell. @throws Error if it is not installed */
export const awsProgram: AwsCli = (args) =>
  new Promise((resolve, reject) => {
    const options = { env: { ...process.env, AWS_PAGER: '' } };
    execFile('aws', [...args], options, (error, stdout, stderr) => {
      const missing = new Error('the program aws is missing: install the AWS CLI, version 2 (https://aws.amazon.com/cli/)');
      if (error?.code === 'ENOENT') reject(missing);
      else resolve({ status: error ? 1 : 0, stdout, stderr });
    });
  });

const absentCodes = ['ResourceNotFoundException', 'NotFoundException', 'ParameterNotFound'];

/** The answer of a command, or undefined if what it asks for does not exist. @throws Error with what the CLI printed, for any other error */
const answerOf = async <T>(aws: AwsCli, args: readonly string[], schema: z.ZodType<T>): Promise<T | undefined> => {
  const { status, stdout, stderr } = await aws([...args, '--output', 'json']);
  if (status === 0) return schema.parse(JSON.parse(stdout.trim() || '{}'));
  const [, code = ''] = /An error occurred \((\w+)\)/.exec(stderr) ?? [];
  if (absentCodes.includes(code)) return undefined;
  throw new Error(`aws ${args.slice(0, 2).join(' ')} failed: ${stderr.trim()}`);
};

const identity = z.object({ Account: z.string() });
const accountSettings = z.object({
  AccountLimit: z.object({ ConcurrentExecutions: z.number(), UnreservedConcurrentExecutions: z.number() }),
});
const functionConcurrency = z.object({ ReservedConcurrentExecutions: z.number().default(0) });
const mailAccount = z.object({ ProductionAccessEnabled: z.boolean(), SendingEnabled: z.boolean() });
const mailIdentity = z.object({
  VerifiedForSendingStatus: z.boolean(),
  DkimAttributes: z.object({ Tokens: z.array(z.string()).default([]) }).default({ Tokens: [] }),
});
const parameter = z.object({ Parameter: z.object({ Value: z.coerce.number() }) });

const present = <T>(answer: T | undefined, what: string): T => {
  if (answer === undefined) throw new Error(`AWS says that there is no ${what}`);
  return answer;
};

/** The account by the AWS CLI, which also knows profiles and single sign-on. */
export const cliAccount = (aws: AwsCli, region: string): Account => {
  const ask = <T>(schema: z.ZodType<T>, ...args: readonly string[]) => answerOf(aws, [...args, '--region', region], schema);
  return {
    id: async () => present(await ask(identity, 'sts', 'get-caller-identity'), 'identity of the caller').Account,
    concurrency: async () => {
      const { AccountLimit } = present(await ask(accountSettings, 'lambda', 'get-account-settings'), 'settings of Lambda');
      return { limit: AccountLimit.ConcurrentExecutions, unreserved: AccountLimit.UnreservedConcurrentExecutions };
    },
    reservedBy: async (name) =>
      (await ask(functionConcurrency, 'lambda', 'get-function-concurrency', '--function-name', name))?.ReservedConcurrentExecutions ?? 0,
    mail: async () => {
      const found = present(await ask(mailAccount, 'sesv2', 'get-account'), 'account of SES');
      return { isOutOfSandbox: found.ProductionAccessEnabled, isSending: found.SendingEnabled };
    },
    mailDomain: async (name) => {
      const found = await ask(mailIdentity, 'sesv2', 'get-email-identity', '--email-identity', name);
      return found && { isVerified: found.VerifiedForSendingStatus, tokens: found.DkimAttributes.Tokens };
    },
    bootstrapVersion: async (where) => {
      const name = '/cdk-bootstrap/hnb659fds/version';
      return (await answerOf(aws, ['ssm', 'get-parameter', '--name', name, '--region', where], parameter))?.Parameter.Value;
    },
  };
};
