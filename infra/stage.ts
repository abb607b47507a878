import type { RetentionDays } from '../shared/domain/retention.ts';
import type { FunctionRecord } from '../shared/functions/function-record.ts';
import { accountAndRegion, type Rollout, rolloutOf, type TargetContext } from './deployment-target.ts';
import { type Domain, type DomainContext, domainOf } from './domain.ts';
import { budgetSetting, configBucketSetting, type OptionalContext, type OptionalSettings, onCallSetting } from './optional-settings.ts';
import { type RestoreContext, type RestoreSettings, restoreSettings } from './restore-settings.ts';
import { retentionSettings } from './retention-settings.ts';
import { type SignInContext, type SignInStage, signInSettings } from './sign-in-settings.ts';

export const stageNames = ['local', 'dev', 'prod'] as const;
export type StageName = (typeof stageNames)[number];

/** The settings that differ between stages. */
export interface Stage extends RestoreSettings, SignInStage, OptionalSettings {
  readonly name: StageName;
  /** @default none: clients use the API's own address, without CloudFront and WAF */
  readonly domain?: Domain;
  /** The account and the region that the stage is deployed to. A shell that is set up for others is refused. @default those of the shell */
  readonly account?: string;
  readonly region?: string;
  /**
   * How new versions of functions in the path of pages and decisions take over. `canary`: a tenth of the requests first, and back if an alarm
   * starts. `at-once`: also while an alarm is on, for repairs.
   */
  readonly rollout: Rollout;
  /** The base URL that people use, without a trailing slash. @default the address of the domain, else the HTTP API's own URL */
  readonly publicUrl?: string;
  /** An unknown person who signs in with this verified address becomes the first admin (X1). */
  readonly bootstrapAdmin: string;
  /** The contact group that is asked for approval when an item names no approvers (P1). */
  readonly approversGroup: string;
  readonly mailFrom: string;
  /**
   * Whether receivers may have loopback or private addresses and plain http. Only for the local stage, because otherwise users could reach
   * our network (M5).
   */
  readonly allowPrivateReceivers: boolean;
  /** The SNS topics that may be receivers of alerts: ARNs, in which `*` stands for any characters (M5). */
  readonly receiverTopics: readonly string[];
  readonly tokenValidityHours: number;
  /**
   * Concurrency that is reserved for each function in the path of pages: those that answer monitors (`paging`), those that work on queues
   * and alarm events (`queues`), and the sweep.
   * @default none, because small accounts have no concurrency to reserve
   */
  readonly reservedConcurrency: Partial<Record<NonNullable<FunctionRecord['concurrency']>, number>>;
  /** How many batches of one queue are worked on at once. It must not be above the reserved concurrency of `queues`. */
  readonly queueConcurrency: number;
  /**
   * The alarm "Watchdog is absent" starts when no alert was delivered for so many minutes. It needs a watchdog: an alert that is sent again
   * every few minutes (docs/operating.md). @default no such alarm
   */
  readonly watchdogMinutes?: number;
  /** Whether data is kept when the stack is deleted, and the table and the user pool are protected from deletion. */
  readonly retained: boolean;
  /** The limit of the gateway. What is above it is answered 429. */
  readonly throttle: { readonly rate: number; readonly burst: number };
  /** How long S3 keeps what is sealed of histories, in days. Nobody can delete it before. */
  readonly sealRetentionDays: number;
  /** How long the daily backups of the table are kept, in days. @default 35 */
  readonly backupDays: number;
  /** How long rows that may expire are kept, in days. */
  readonly retentionDays: RetentionDays;
  readonly logRetentionDays: 7 | 90;
  /** The HTTP API's id in the local emulator, eight hex digits, so that its URL is known before the deployment. @default none */
  readonly emulatedApiId?: string;
}

/** Settings that come with each deployment, because they differ within a stage: each team may have its own `dev`. */
export interface StageContext extends DomainContext, RestoreContext, TargetContext, SignInContext, OptionalContext {
  readonly publicUrl?: string;
  /** What differs from the default retention, as `episodes=200,mails=100`. */
  readonly retentionDays?: string;
  readonly bootstrapAdmin?: string;
  readonly mailFrom?: string;
  /** Patterns of ARNs, separated by commas. @default no topic may be a receiver */
  readonly receiverTopics?: string;
}

const commonSettings = {
  approversGroup: 'approvers',
  allowPrivateReceivers: false,
  allowPasswordFlows: false,
  receiverTopics: [],
  tokenValidityHours: 1,
  reservedConcurrency: {},
  queueConcurrency: 20,
  backupDays: 35,
  sealRetentionDays: 3_650,
};

const stages: Record<StageName, (context: StageContext) => Stage> = {
  local: ({ publicUrl, ...context }) => ({
    ...commonSettings,
    ...restoreSettings(context),
    retentionDays: retentionSettings(context),
    name: 'local',
    rollout: 'at-once',
    ...(publicUrl === undefined ? {} : { publicUrl }),
    bootstrapAdmin: 'admin@quiesce.test',
    mailFrom: 'quiesce@quiesce.test',
    mailIdentity: 'none',
    mfa: 'optional',
    allowPasswordFlows: true,
    allowPrivateReceivers: true,
    receiverTopics: ['arn:aws:sns:*:*:*'],
    tokenValidityHours: 24,
    retained: false,
    sealRetentionDays: 1,
    throttle: { rate: 1000, burst: 2000 },
    logRetentionDays: 7,
    emulatedApiId: 'c0ffee01',
  }),
  dev: (context) => ({
    ...commonSettings,
    ...restoreSettings(context),
    retentionDays: retentionSettings(context),
    name: 'dev',
    ...deploymentSettings('dev', context),
    mfa: 'optional',
    ...onCallSetting('dev', context),
    ...accountAndRegion('dev', context),
    rollout: rolloutOf(context, 'at-once'),
    ...budgetSetting('dev', context),
    retained: true,
    throttle: { rate: 100, burst: 200 },
    logRetentionDays: 7,
  }),
  prod: (context) => ({
    ...commonSettings,
    ...restoreSettings(context),
    retentionDays: retentionSettings(context),
    name: 'prod',
    ...deploymentSettings('prod', context),
    mfa: 'required',
    ...onCallSetting('prod', context, true),
    reservedConcurrency: { paging: 50, queues: 20, sweep: 2 },
    ...accountAndRegion('prod', context, { isRequired: true }),
    rollout: rolloutOf(context, 'canary'),
    watchdogMinutes: 15,
    ...budgetSetting('prod', context, '100'),
    retained: true,
    throttle: { rate: 1000, burst: 2000 },
    logRetentionDays: 90,
  }),
};

const deploymentSettings = (stage: StageName, context: StageContext) => {
  const { publicUrl, bootstrapAdmin, mailFrom, receiverTopics } = context;
  const domain = domainOf(context);
  if (!bootstrapAdmin?.includes('@')) throw new Error(missing(stage, 'bootstrapAdmin', bootstrapAdmin, 'the first admin'));
  if (!mailFrom?.includes('@')) throw new Error(missing(stage, 'mailFrom', mailFrom, 'the sender of mails'));
  const topics = receiverTopics?.split(',').map((topic) => topic.trim());
  return {
    bootstrapAdmin,
    mailFrom,
    ...signInSettings(stage, context),
    ...(topics ? { receiverTopics: topics } : {}),
    ...configBucketSetting(stage, context),
    ...(domain ? { domain } : {}),
    ...(publicUrl === undefined ? {} : { publicUrl: publicUrl.replace(/\/$/, '') }),
  };
};

const missing = (stage: StageName, key: string, got: unknown, what: string) =>
  `stage ${stage} needs the address of ${what}: got ${JSON.stringify(got)}, give --context ${key}=someone@example.com`;

/** The settings of a stage. @throws Error when the name is unknown or a required setting is missing */
export const stageOf = (name: unknown, context: StageContext = {}): Stage => {
  const known = stageNames.find((each) => each === name);
  if (known === undefined) throw new Error(`unknown stage ${JSON.stringify(name)}: give --context stage=${stageNames.join('|')}`);
  return stages[known](context);
};
