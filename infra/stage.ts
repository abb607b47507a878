import type { FunctionRecord } from '../shared/functions/function-record.ts';

export const stageNames = ['local', 'dev', 'prod'] as const;
export type StageName = (typeof stageNames)[number];

/** What differs from stage to stage. Everything else is the same everywhere. */
export interface Stage {
  readonly name: StageName;
  /** The address that people use, without a slash at its end. @default the HTTP API's own address */
  readonly publicUrl?: string;
  /** Who signs in with this verified address and is unknown becomes the first admin (X1). */
  readonly bootstrapAdmin: string;
  /** The contact group that P1 asks where an item has none. */
  readonly approversGroup: string;
  readonly mailFrom: string;
  /** Receivers may be loopback or private addresses and plain http (M5). Local only: elsewhere it would open our network to customers. */
  readonly allowPrivateReceivers: boolean;
  readonly tokenValidityHours: number;
  /**
   * Concurrency that is reserved for each function of the paging path (`paging`) and for the sender (`sending`).
   * @default none: small accounts have no concurrency to reserve
   */
  readonly reservedConcurrency: Partial<Record<NonNullable<FunctionRecord['concurrency']>, number>>;
  /** Data outlives the stack, and deleting the table or the pool is refused. */
  readonly retained: boolean;
  readonly throttle: { readonly rate: number; readonly burst: number };
  readonly logRetentionDays: 7 | 90;
  /** Eight hex digits that the local emulator takes as the HTTP API's id, so that its address is known before it is made. @default none */
  readonly emulatedApiId?: string;
}

/** What a deployment gives: it differs within a stage (each team has its own `dev`). */
export interface StageContext {
  readonly publicUrl?: string;
  readonly bootstrapAdmin?: string;
  readonly mailFrom?: string;
}

const everywhere = { approversGroup: 'approvers', allowPrivateReceivers: false, tokenValidityHours: 1, reservedConcurrency: {} };

const stages: Record<StageName, (given: StageContext) => Stage> = {
  local: ({ publicUrl }) => ({
    ...everywhere,
    name: 'local',
    ...(publicUrl === undefined ? {} : { publicUrl }),
    bootstrapAdmin: 'admin@quiesce.test',
    mailFrom: 'quiesce@quiesce.test',
    allowPrivateReceivers: true,
    tokenValidityHours: 24,
    retained: false,
    throttle: { rate: 1000, burst: 2000 },
    logRetentionDays: 7,
    emulatedApiId: 'c0ffee01',
  }),
  dev: (given) => ({
    ...everywhere,
    name: 'dev',
    ...deployment('dev', given),
    retained: true,
    throttle: { rate: 100, burst: 200 },
    logRetentionDays: 7,
  }),
  prod: (given) => ({
    ...everywhere,
    name: 'prod',
    ...deployment('prod', given),
    reservedConcurrency: { paging: 50, sending: 20 },
    retained: true,
    throttle: { rate: 1000, burst: 2000 },
    logRetentionDays: 90,
  }),
};

const deployment = (stage: StageName, { publicUrl, bootstrapAdmin, mailFrom }: StageContext) => {
  if (!bootstrapAdmin?.includes('@')) throw new Error(missing(stage, 'bootstrapAdmin', bootstrapAdmin, 'the first admin'));
  if (!mailFrom?.includes('@')) throw new Error(missing(stage, 'mailFrom', mailFrom, 'the sender of mails'));
  return { bootstrapAdmin, mailFrom, ...(publicUrl === undefined ? {} : { publicUrl: publicUrl.replace(/\/$/, '') }) };
};

const missing = (stage: StageName, key: string, got: unknown, what: string) =>
  `stage ${stage} needs the address of ${what}: got ${JSON.stringify(got)}, give --context ${key}=someone@example.com`;

/** The settings of a stage; fails on a name that is none. */
export const stageOf = (name: unknown, given: StageContext = {}): Stage => {
  const known = stageNames.find((each) => each === name);
  if (known === undefined) throw new Error(`unknown stage ${JSON.stringify(name)}: give --context stage=${stageNames.join('|')}`);
  return stages[known](given);
};
