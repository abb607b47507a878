import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HandOut } from '../../infra/local/hand-out.ts';
import { type Mail, mailsOf } from '../../infra/local/mails.ts';
import type { LocalStack } from '../../infra/local/stack.ts';

/**
 * The deployed stack that all end-to-end tests of a run share. stack-setup.ts deploys it and writes its addresses to a file, whose path
 * jest's workers inherit.
 */
const handOutVariable = 'QUIESCE_TEST_STACK';

/** The hand-out of `npm start` with tokens and people, and the stack's outputs. */
type StackHandOut = HandOut & Omit<LocalStack, 'mails' | 'killEmulator' | 'stop'>;

export type DeployedStack = StackHandOut & { readonly mails: () => Promise<Mail[]> };

export const announceStack = (directory: string, { mails, killEmulator, stop, ...stack }: LocalStack, people: HandOut): void => {
  const file = join(directory, 'hand-out.json');
  writeFileSync(file, JSON.stringify({ ...stack, ...people } satisfies StackHandOut), { mode: 0o600 });
  process.env[handOutVariable] = file;
};

/** The stack of this run. Tests share it, so each creates its own items, and its own people where the demo people do not fit. */
export const deployedStack = (): DeployedStack => {
  const file = process.env[handOutVariable];
  if (!file) throw new Error('no stack is running: start these tests with npm run test:e2e');
  const handOut = JSON.parse(readFileSync(file, 'utf8')) as StackHandOut;
  return { ...handOut, mails: () => mailsOf(handOut.awsEndpoint) };
};
