import { Duration } from 'aws-cdk-lib';
import type * as cognito from 'aws-cdk-lib/aws-cognito';
import type * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import * as env from '../../shared/env/function-env.ts';
import type { Stage } from '../stage.ts';
import { ChangeWorkflow } from './change-workflow.ts';
import type { Mail } from './mail.ts';
import type { RecordsTable } from './records-table.ts';
import { ServiceFunction } from './service-function.ts';
import type { WorkQueue } from './work-queue.ts';

/** What the functions need of what is kept. */
interface DataStackParts {
  readonly records: RecordsTable;
  readonly sealKey: kms.IKey;
  readonly bus: events.IEventBus;
  readonly userPoolClient: cognito.IUserPoolClient;
  readonly issuerUrl: string;
}

export interface FunctionsProps {
  readonly stage: Stage;
  readonly data: DataStackParts;
  readonly mail: Mail;
  readonly sends: WorkQueue;
  readonly releases: WorkQueue;
  /** Where asynchronous invocations go that failed three times. */
  readonly failures: sqs.IQueue;
  /** Without a slash at its end. */
  readonly publicUrl: string;
}

/** All functions, by their folder, each with the schema of its environment. */
export const functionSchemas = {
  system: env.SystemEnv,
  people: env.PeopleEnv,
  assets: env.AssetsEnv,
  'configuration-items': env.ConfigurationItemsEnv,
  changes: env.ChangesEnv,
  approvals: env.ApprovalsEnv,
  monitors: env.MonitorsEnv,
  ingest: env.IngestEnv,
  evaluate: env.EvaluateEnv,
  'change-workflow': env.ChangeWorkflowEnv,
  publish: env.PublishEnv,
  notify: env.NotifyEnv,
  release: env.ReleaseEnv,
  send: env.SendEnv,
  sweep: env.SweepEnv,
} as const;

type FunctionName = keyof typeof functionSchemas;

/** What differs from `ServiceFunction`'s defaults. Those that take messages have as long as these stay hidden (60 s), less a margin. */
const sizes: Partial<Record<FunctionName, { readonly memorySize?: number; readonly timeout?: Duration }>> = {
  ingest: { memorySize: 1024 },
  evaluate: { memorySize: 1024 },
  'change-workflow': { timeout: Duration.minutes(2), memorySize: 1024 },
  publish: { timeout: Duration.seconds(30) },
  notify: { timeout: Duration.minutes(1) },
  release: { timeout: Duration.seconds(50) },
  send: { timeout: Duration.seconds(50) },
  sweep: { timeout: Duration.seconds(55) },
};

/** Invoked by rules, not by requests or mappings: their failures go to the queue of failed invocations. */
const asynchronous: readonly FunctionName[] = ['change-workflow', 'notify', 'sweep'];

/** All functions, each with its own role and only the actions that it uses. */
export class Functions extends Construct {
  readonly byName: ReadonlyMap<string, lambda.Function>;

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    const { stage, failures } = props;
    const environment = surroundings(this, props);
    const make = (name: FunctionName) =>
      new ServiceFunction(this, name, {
        stage,
        name,
        schema: functionSchemas[name](),
        environment,
        ...sizes[name],
        reservedConcurrency: stage.reservedConcurrency[name as keyof Stage['reservedConcurrency']],
        ...(asynchronous.includes(name) ? { failures } : {}),
      }).function;
    this.byName = new Map((Object.keys(functionSchemas) as FunctionName[]).map((name) => [name, make(name)]));
    this.grant(props);
  }

  get(name: FunctionName): lambda.Function {
    const found = this.byName.get(name);
    if (!found) throw new Error(`no function '${name}'`);
    return found;
  }

  private grant({ stage, data, mail, sends, releases }: FunctionsProps): void {
    for (const [name, handler] of this.byName) {
      if (name !== 'system') data.records.grantReadWrite(handler);
    }
    const seal = (name: FunctionName) => data.sealKey.grant(this.get(name), 'kms:Encrypt', 'kms:Decrypt');
    const enqueue = (name: FunctionName, { queue }: WorkQueue, ...more: string[]) =>
      queue.grant(this.get(name), 'sqs:SendMessage', ...more);
    const publish = (name: FunctionName) =>
      iam.Grant.addToPrincipal({ grantee: this.get(name), actions: ['events:PutEvents'], resourceArns: [data.bus.eventBusArn] });

    mail.grantSend(this.get('approvals'));
    mail.grantSend(this.get('notify'));
    seal('monitors');
    seal('send');
    enqueue('ingest', sends);
    enqueue('send', sends, 'sqs:ChangeMessageVisibility');
    enqueue('release', sends);
    enqueue('release', releases);
    enqueue('sweep', sends);
    enqueue('sweep', releases);
    publish('publish');
    publish('sweep');
    ChangeWorkflow.grantStart(this.get('change-workflow'), this, stage);
    ChangeWorkflow.grantAnswer(this.get('change-workflow'), this, stage);
    ChangeWorkflow.grantStart(this.get('sweep'), this, stage);
    ChangeWorkflow.grantDescribe(this.get('sweep'), stage);
  }
}

/** Every variable that a schema may name; each function gets those of its own. */
const surroundings = (scope: Construct, { stage, data, sends, releases, publicUrl }: FunctionsProps) => ({
  TABLE_NAME: data.records.table.tableName,
  PUBLIC_URL: publicUrl,
  ISSUER_URL: data.issuerUrl,
  AUDIENCE: data.userPoolClient.userPoolClientId,
  BOOTSTRAP_ADMIN: stage.bootstrapAdmin,
  APPROVERS_GROUP: stage.approversGroup,
  MAIL_FROM: stage.mailFrom,
  SEND_QUEUE_URL: sends.queue.queueUrl,
  RELEASE_QUEUE_URL: releases.queue.queueUrl,
  SEAL_KEY_ID: data.sealKey.keyArn,
  ALLOW_PRIVATE_RECEIVERS: stage.allowPrivateReceivers ? ('true' as const) : ('false' as const),
  BUS_NAME: data.bus.eventBusName,
  STATE_MACHINE_ARN: ChangeWorkflow.arn(scope, stage),
});
