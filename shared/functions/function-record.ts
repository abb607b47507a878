import * as z from 'zod';
import type { Contract } from '../contracts/contract.ts';
import { type Variable, variables } from '../env/variables.ts';

/**
 * What a function may need beside its own log group. Each need brings its environment variables (here) and its permissions
 * (`infra/constructs/grants.ts`).
 */
export const variablesOfNeed = {
  /** Reads and writes rows of the table. */
  table: ['TABLE_NAME'],
  /** Identifies callers by ID token or machine token, and registers people who sign in for the first time. */
  callers: ['ISSUER_URL', 'AUDIENCE', 'BOOTSTRAP_ADMIN', 'APPROVERS_GROUP'],
  /** Tells people or monitors the API's address. */
  'public-url': ['PUBLIC_URL'],
  /** Sends mail. */
  mail: ['MAIL_FROM'],
  /** Puts deliveries on the send queue. */
  'send-queue': ['SEND_QUEUE_URL'],
  /** Postpones messages of the send queue. */
  'send-queue-delay': ['SEND_QUEUE_URL'],
  /** Asks for release passes. */
  'release-queue': ['RELEASE_QUEUE_URL'],
  /** Encrypts the credentials of monitors. */
  seal: ['SEAL_KEY_ID'],
  /** Decrypts the credentials of monitors. */
  unseal: ['SEAL_KEY_ID'],
  /** Checks or calls the addresses of receivers. */
  receivers: ['ALLOW_PRIVATE_RECEIVERS'],
  /** Puts events on the bus. */
  bus: ['BUS_NAME'],
  /** Starts executions of the change workflow. */
  'workflow-start': ['STATE_MACHINE_ARN'],
  /** Answers a task of the change workflow that waits. */
  'workflow-answer': ['STATE_MACHINE_ARN'],
} as const satisfies Readonly<Record<string, readonly Variable[]>>;

export type Need = keyof typeof variablesOfNeed;

/** What invokes a function that answers no HTTP requests. */
export type Trigger =
  /** Messages of the send queue. */
  | 'send-queue'
  /** Messages of the release queue. */
  | 'release-queue'
  /** Rows of the table's stream that are events not yet published. */
  | 'pending-events'
  /** Tasks of the change workflow's state machine. */
  | 'workflow-tasks'
  /** Events that start or resume the change workflow. */
  | 'workflow-events'
  /** Events that people are told of. */
  | 'notify-events'
  /** Mails that SES could not deliver. */
  | 'bounced-mails'
  /** The schedule, each minute. */
  | 'minute';

/** Triggers that invoke asynchronously: Lambda itself retries what failed, and keeps what failed three times in a queue (E2). */
export const asynchronousTriggers: readonly Trigger[] = ['workflow-events', 'notify-events', 'bounced-mails', 'minute'];

/** Alarms of one function. Each is off unless its threshold is given. */
export interface FunctionAlarms {
  /** What the alarms' names begin with: `Ingest` becomes "Ingest is failing". */
  readonly subject: string;
  /** More failed invocations than this in five minutes. */
  readonly errors?: number;
  /** More throttled invocations than this in five minutes. */
  readonly throttles?: number;
  /** A 99th percentile of the duration above this, over five minutes. */
  readonly slowMillis?: number;
  /** Records of the stream that are older than this. */
  readonly lagMinutes?: number;
  /** No invocation at all in five minutes. */
  readonly silence?: true;
}

/** The part of the API that a function answers. */
export interface Area {
  /** The tag in the OpenAPI document. */
  readonly title: string;
  readonly routes: readonly Contract[];
  /** Whether it also answers every path that no function has. */
  readonly isFallback?: true;
}

/**
 * Everything there is to say of one function. Its environment, permissions, triggers and alarms, its row in docs/functions.md and its
 * part of the OpenAPI document are made from this.
 */
export interface FunctionRecord {
  /** The folder in `functions/`; also the last part of the function's name in AWS. */
  readonly name: string;
  /** One or two sentences: what it does. */
  readonly description: string;
  /** @default it answers no HTTP requests */
  readonly area?: Area;
  /** @default HTTP requests only */
  readonly triggers?: readonly Trigger[];
  readonly needs: readonly Need[];
  /** @default 512 */
  readonly memoryMegabytes?: number;
  /** @default 15: the 8 s that a request may take (T5), and a cold start */
  readonly timeoutSeconds?: number;
  /** The setting of the stage that reserves concurrency for it. @default none is reserved */
  readonly concurrency?: 'paging' | 'sending';
  /** @default none of its own */
  readonly alarms?: FunctionAlarms;
}

type VariableOf<N extends Need> = 'STAGE' | (typeof variablesOfNeed)[N][number];

/** A function's environment, by its needs: `STAGE`, and what each need brings. */
export const environmentOf = <N extends Need>({ needs }: { readonly needs: readonly N[] }) => {
  const names = new Set<Variable>(['STAGE', ...needs.flatMap((need) => variablesOfNeed[need])]);
  const shape = Object.fromEntries([...names].map((name) => [name, variables[name]()]));
  return z.object(shape as { [V in VariableOf<N>]: ReturnType<(typeof variables)[V]> });
};
