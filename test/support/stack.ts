import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HandOut } from '../../infra/local/hand-out.ts';
import { type Mail, mailsOf } from '../../infra/local/mails.ts';
import type { LocalStack } from '../../infra/local/stack.ts';

/**
 * The one deployed stack that all end-to-end tests of a run share: stack-setup.ts brings it up and leaves a file with what is data
 * about it, whose path jest's workers inherit.
 */
const handOutVariable = 'QUIESCE_TEST_STACK';

/** What `npm start` hands out, tokens and people with it, and what tests need to look behind the API. */
type StackHandOut = HandOut & Omit<LocalStack, 'mails' | 'restartEmulator' | 'stop'>;

export type DeployedStack = StackHandOut & { readonly mails: () => Promise<Mail[]> };

export const announceStack = (directory: string, { mails, restartEmulator, stop, ...stack }: LocalStack, people: HandOut): void => {
  const file = join(directory, 'hand-out.json');
  writeFileSync(file, JSON.stringify({ ...stack, ...people } satisfies StackHandOut), { mode: 0o600 });
  process.env[handOutVariable] = file;
};

/** Where the stack of this run answers. Tests share it: each makes items of its own, people too where the demo people will not do. */
export const deployedStack = (): DeployedStack => {
  const file = process.env[handOutVariable];
  if (!file) throw new Error('no stack runs: start these tests by npm run test:e2e');
  const handed = JSON.parse(readFileSync(file, 'utf8')) as StackHandOut;
  return { ...handed, mails: () => mailsOf(handed.awsEndpoint) };
};
