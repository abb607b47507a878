import { Duration } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Variable } from '../../shared/env/variables.ts';
import { allFunctions } from '../../shared/functions/all-functions.ts';
import { asynchronousTriggers, environmentOf, type FunctionRecord, type Trigger } from '../../shared/functions/function-record.ts';
import type { Issuer } from '../sign-in-settings.ts';
import type { Stage } from '../stage.ts';
import { ChangeWorkflow } from './change-workflow.ts';
import { type GrantTargets, grantNeeds } from './grants.ts';
import { ownAlarmsArn } from './own-alarms.ts';
import { type AsynchronousProps, ServiceFunction } from './service-function.ts';

export interface FunctionsProps extends GrantTargets {
  readonly data: GrantTargets['data'] & {
    readonly issuer: Issuer;
  };
  /** Receives asynchronous invocations that failed, the retries included. */
  readonly failures: sqs.IQueue;
  /** The base URL that people use, without a trailing slash. */
  readonly publicUrl: string;
  /** What requests must have to show that they came through CloudFront. Empty if they may come without it. */
  readonly originProof: string;
}

/** A record and the function that is created from it. */
export interface DeployedFunction {
  readonly record: FunctionRecord;
  readonly function: lambda.Function;
  /** What invokers call: the alias of a function that is deployed gradually, otherwise the function. */
  readonly live: lambda.IFunction;
}

/** The schedule's invocations are not tried again, because the next one comes within a minute (T9). Others are tried twice more. */
const asynchronousOf = ({ triggers = [] }: FunctionRecord, failures: sqs.IQueue): AsynchronousProps | undefined => {
  if (!triggers.some((trigger) => asynchronousTriggers.includes(trigger))) return undefined;
  if (triggers.includes('minute')) return { failures, retryAttempts: 0, maxEventAge: Duration.minutes(1) };
  return { failures, retryAttempts: 2, maxEventAge: Duration.hours(6) };
};

/**
 * The alias of the version that is in use. CodeDeploy moves it (`gradual-deployments.ts`). CDK makes a new version when the function's part of
 * the template changes. The id of the user pool is not in it, only a parameter that has the same name for each pool.
 */
const liveAlias = (handler: lambda.Function, record: FunctionRecord, { foreignIssuer, userPoolNumber }: Stage): lambda.Alias => {
  if ('ISSUER_URL' in environmentOf(record).shape && !foreignIssuer) handler.invalidateVersionBasedOn(`user pool ${userPoolNumber}`);
  return new lambda.Alias(handler, 'Live', { aliasName: 'live', version: handler.currentVersion });
};

/** All functions that `shared/functions` declares, each with its own role, its environment and only the permissions that it needs. */
export class Functions extends Construct {
  readonly all: readonly DeployedFunction[];

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    const { stage, failures } = props;
    const environment = environmentValues(this, props);
    this.all = allFunctions.map((record) => {
      const { name, description, memoryMegabytes, timeoutSeconds, concurrency } = record;
      const made = new ServiceFunction(this, name, {
        stage,
        name,
        description,
        schema: environmentOf(record),
        environment,
        memorySize: memoryMegabytes,
        timeout: timeoutSeconds === undefined ? undefined : Duration.seconds(timeoutSeconds),
        reservedConcurrency: concurrency && stage.reservedConcurrency[concurrency],
        asynchronous: asynchronousOf(record, failures),
      });
      grantNeeds(made.function, record, props);
      return {
        record,
        function: made.function,
        live: record.isDeployedGradually ? liveAlias(made.function, record, stage) : made.function,
      };
    });
  }

  /** Functions with this trigger, as invokers call them. */
  triggeredBy(trigger: Trigger): readonly lambda.IFunction[] {
    return this.all.filter(({ record }) => record.triggers?.includes(trigger)).map(({ live }) => live);
  }

  /** The function with this trigger. @throws Error unless there is exactly one */
  onlyTriggeredBy(trigger: Trigger): lambda.IFunction {
    const [only, ...others] = this.triggeredBy(trigger);
    if (!only || others.length > 0) throw new Error(`'${trigger}' triggers ${others.length + (only ? 1 : 0)} functions: it takes one`);
    return only;
  }
}

/** The values of all environment variables. Each function gets only those in its schema. */
const environmentValues = (
  scope: Construct,
  {
    stage,
    data,
    mail,
    sends,
    releases,
    alarmEvents,
    configEvents,
    imports,
    exports,
    transferFiles,
    seals,
    publicUrl,
    originProof,
  }: FunctionsProps,
): Readonly<Record<Variable, string>> => ({
  STAGE: stage.name,
  ORIGIN_PROOF: originProof,
  // The name itself, if it is known: a new version of a function is made for another name, but not for another value of a parameter.
  TABLE_NAME: stage.importedTable?.name ?? data.records.table.tableName,
  RESTORE_EPOCH: String(stage.restoreEpoch),
  RETENTION_DAYS: JSON.stringify(stage.retentionDays),
  PUBLIC_URL: publicUrl,
  ISSUER_URL: data.issuer.url,
  ISSUER_KEYS_URL: data.issuer.keysUrl,
  AUDIENCE: data.issuer.audience,
  EMAIL_VERIFIED_CLAIM: data.issuer.verifiedClaim,
  BOOTSTRAP_ADMIN: stage.bootstrapAdmin,
  APPROVERS_GROUP: stage.approversGroup,
  MAIL_FROM: stage.mailFrom,
  MAIL_CONFIGURATION_SET: mail.configurationSetName,
  SEND_QUEUE_URL: sends.queue.queueUrl,
  RELEASE_QUEUE_URL: releases.queue.queueUrl,
  ALARM_QUEUE_URL: alarmEvents.queue.queueUrl,
  CONFIG_QUEUE_URL: configEvents.queue.queueUrl,
  CONFIG_DEAD_LETTERS_URL: configEvents.deadLetters.queueUrl,
  CONFIG_BUCKET: stage.configBucket ?? '',
  TRANSFER_BUCKET: transferFiles.bucket.bucketName,
  SEAL_BUCKET: seals.bucket.bucketName,
  IMPORT_QUEUE_URL: imports.queue.queueUrl,
  EXPORT_QUEUE_URL: exports.queue.queueUrl,
  SEAL_KEY_ID: data.sealKey.keyArn,
  ALLOW_PRIVATE_RECEIVERS: String(stage.allowPrivateReceivers),
  RECEIVER_TOPICS: stage.receiverTopics.join(','),
  OWN_ALARMS: ownAlarmsArn(scope, stage),
  BUS_NAME: data.bus.eventBusName,
  STATE_MACHINE_ARN: ChangeWorkflow.arn(scope, stage),
});
