import * as z from 'zod';
import type { Contract } from '../contracts/contract.ts';
import type { measurementMetrics } from '../env/log-messages.ts';
import { type Variable, variables } from '../env/variables.ts';
import type { RowRights } from './row-rights.ts';

/**
 * What a function may need in addition to its log group. For each need, a function gets the environment variables listed here and the
 * permissions in `infra/constructs/grants.ts`.
 */
export const variablesOfNeed = {
  /** Answers HTTP requests, which must have come through CloudFront if there is a domain. Every function of an area needs it. */
  'origin-proof': ['ORIGIN_PROOF'],
  /** Uses the table, with the rights in `rows`. */
  table: ['TABLE_NAME', 'RESTORE_EPOCH', 'RETENTION_DAYS'],
  /** Identifies callers by ID token or machine token. People who sign in for the first time are registered if `rows` allows it. */
  callers: ['ISSUER_URL', 'ISSUER_KEYS_URL', 'AUDIENCE', 'EMAIL_VERIFIED_CLAIM', 'BOOTSTRAP_ADMIN', 'APPROVERS_GROUP'],
  /** Asks people to approve changes. */
  approvers: ['APPROVERS_GROUP'],
  /** Gives the API's public URL to people or monitors. */
  'public-url': ['PUBLIC_URL'],
  /** Sends mail. */
  mail: ['MAIL_FROM', 'MAIL_CONFIGURATION_SET'],
  /** Puts deliveries on the send queue. */
  'send-queue': ['SEND_QUEUE_URL'],
  /** Postpones messages of the send queue. */
  'send-queue-delay': ['SEND_QUEUE_URL'],
  /** Postpones messages of the alarm queue. */
  'alarm-queue-delay': ['ALARM_QUEUE_URL'],
  /** Postpones messages of the queue of AWS Config's events, and puts those that nobody can read with its dead letters. */
  'config-queue-delay': ['CONFIG_QUEUE_URL', 'CONFIG_DEAD_LETTERS_URL'],
  /** Reads the files that AWS Config writes when an event would be too large. */
  'config-files': ['CONFIG_BUCKET'],
  /** Requests release passes, and postpones their messages. */
  'release-queue': ['RELEASE_QUEUE_URL'],
  /** Signs forms with which files for imports are uploaded. */
  'import-upload': ['TRANSFER_BUCKET'],
  /** Reads the files of imports. */
  'import-files': ['TRANSFER_BUCKET'],
  /** Goes on with imports, and postpones their messages. */
  'import-queue': ['IMPORT_QUEUE_URL'],
  /** Signs links to the files of exports. */
  'export-download': ['TRANSFER_BUCKET'],
  /** Writes the files of exports. */
  'export-files': ['TRANSFER_BUCKET'],
  /** Begins exports, and goes on with them. */
  'export-queue': ['EXPORT_QUEUE_URL'],
  /** Postpones messages about exports. */
  'export-queue-delay': ['EXPORT_QUEUE_URL'],
  /** Reads what was sealed of histories. */
  'sealed-history': ['SEAL_BUCKET'],
  /** Seals histories. */
  'seal-history': ['SEAL_BUCKET'],
  /** Encrypts the credentials of monitors. */
  seal: ['SEAL_KEY_ID'],
  /** Decrypts the credentials of monitors. */
  unseal: ['SEAL_KEY_ID'],
  /** Checks or calls the addresses of receivers. */
  receivers: ['ALLOW_PRIVATE_RECEIVERS'],
  /** Checks the topics of receivers. */
  'receiver-topics': ['RECEIVER_TOPICS'],
  /** Publishes to the topics of receivers. */
  topics: [],
  /** Tells alarms about Quiesce itself from others. */
  'own-alarms': ['OWN_ALARMS'],
  /** Puts events on the bus. */
  bus: ['BUS_NAME'],
  /** Starts executions of the change workflow. */
  'workflow-start': ['STATE_MACHINE_ARN'],
  /** Completes a waiting task of the change workflow. */
  'workflow-answer': ['STATE_MACHINE_ARN'],
} as const satisfies Readonly<Record<string, readonly Variable[]>>;

export type Need = keyof typeof variablesOfNeed;

/** What invokes a function that does not handle HTTP requests. */
export type Trigger =
  /** Messages of the send queue. */
  | 'send-queue'
  /** Messages of the release queue. */
  | 'release-queue'
  /** Messages of the alarm queue: state changes of CloudWatch alarms. */
  | 'alarm-queue'
  /** Messages of the config queue: changes of resources that AWS Config saw. */
  | 'config-queue'
  /** Messages of the import queue: uploaded files, and imports that go on. */
  | 'import-queue'
  /** Messages of the export queue. */
  | 'export-queue'
  /** Records of the table's stream for events that are not published yet. */
  | 'pending-events'
  /** Tasks of the change workflow's state machine. */
  | 'workflow-tasks'
  /** Events that start or resume the change workflow. */
  | 'workflow-events'
  /** Events that people are notified of. */
  | 'notify-events'
  /** What SES reports about mails: bounces, rejections, complaints and delays. */
  | 'mail-feedback'
  /** The schedule that runs each minute. */
  | 'minute'
  /** The schedule that runs each hour. */
  | 'hour';

/** Triggers that invoke a function asynchronously. Lambda puts an event in a queue when it has failed for the last time (E2). */
export const asynchronousTriggers: readonly Trigger[] = ['workflow-events', 'notify-events', 'mail-feedback', 'minute', 'hour'];

/** The alarms of one function, and the shared alarms towards which it counts. An alarm is created only if it is set here. */
export interface FunctionAlarms {
  /** The first word of the alarm names: `Ingest` becomes "Ingest is failing". */
  readonly subject: string;
  /**
   * Answers to requests start two alarms: those with a 5xx status "is failing", those with a 4xx status "refuses requests", of strangers only
   * if there are many. The answers of API Gateway to these requests count as well, such as those to a function that crashed.
   */
  readonly answers?: true;
  /**
   * Whether the function counts towards the shared alarm "Work is failing": with invocations that fail, and with failures that it handles
   * itself and logs (`failureMessages`).
   */
  readonly work?: true;
  /** Whether throttled invocations count towards the shared alarm "Functions are throttled". */
  readonly throttles?: true;
  /** The alarm starts if the 99th percentile of the duration is above this, over five minutes. */
  readonly slowMillis?: number;
  /** The alarm starts if records of the stream are older than this. */
  readonly lagMinutes?: number;
  /** The alarm starts if there was no invocation in five minutes. */
  readonly silence?: true;
  /** The delays that the function logs. There is an alarm on each. */
  readonly measures?: readonly (keyof typeof measurementMetrics)[];
  /** The alarm starts if the function logs that a message left alerts out. */
  readonly truncation?: true;
}

/** The part of the API that a function handles. */
export interface Area {
  /** The tag in the OpenAPI document. */
  readonly title: string;
  readonly routes: readonly Contract[];
  /** Whether the function also handles all paths that no other function handles. */
  readonly isFallback?: true;
  /**
   * Whether the throttle of the gateway must not answer for the routes of this area. It answers 429, which monitors do not try again. So the
   * gateway lets more requests through than the function takes, and what is above its reserved concurrency is answered 503.
   */
  readonly isUnthrottled?: true;
}

/**
 * The complete description of one function. Its environment, permissions, triggers and alarms, its row in docs/functions.md and its part of
 * the OpenAPI document are generated from it.
 */
export interface FunctionRecord {
  /** The folder in `functions/`; also the last part of the function's name in AWS. */
  readonly name: string;
  /** What the function does, in one or two sentences. */
  readonly description: string;
  /** @default the function handles no HTTP requests */
  readonly area?: Area;
  /** @default HTTP requests only */
  readonly triggers?: readonly Trigger[];
  readonly needs: readonly Need[];
  /** What the function may do with rows of the table. @default nothing */
  readonly rows?: RowRights;
  /** @default 512 */
  readonly memoryMegabytes?: number;
  /** @default 15: the 8 s that the table may take for a request (T5), and the time of a cold start */
  readonly timeoutSeconds?: number;
  /** The setting of the stage that gives the reserved concurrency of the function. @default no reserved concurrency */
  readonly concurrency?: 'paging' | 'queues' | 'sweep';
  /**
   * Whether a new version takes over gradually, by the alias `live`, and is taken back when an alarm starts. For functions whose failure
   * loses pages or decisions.
   * @default a new version takes over at once
   */
  readonly isDeployedGradually?: true;
  /** @default no alarms of its own */
  readonly alarms?: FunctionAlarms;
}

type VariableOf<N extends Need> = 'STAGE' | (typeof variablesOfNeed)[N][number];

/** The schema of a function's environment: `STAGE`, and the variables of each need. */
export const environmentOf = <N extends Need>({ needs }: { readonly needs: readonly N[] }) => {
  const names = new Set<Variable>(['STAGE', ...needs.flatMap((need) => variablesOfNeed[need])]);
  const shape = Object.fromEntries([...names].map((name) => [name, variables[name]()]));
  return z.object(shape as { [V in VariableOf<N>]: ReturnType<(typeof variables)[V]> });
};
