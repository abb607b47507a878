import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { api } from '../../shared/functions/all-functions.ts';
import { Alarms } from '../constructs/alarms.ts';
import { ChangeWorkflow } from '../constructs/change-workflow.ts';
import { EventPublishing } from '../constructs/event-publishing.ts';
import { EventRoutes } from '../constructs/event-routes.ts';
import { Functions } from '../constructs/functions.ts';
import { gatewayKeys } from '../constructs/gateway-keys.ts';
import { GradualDeployments, rollbackAlarms } from '../constructs/gradual-deployments.ts';
import { HttpApi } from '../constructs/http-api.ts';
import type { Mail } from '../constructs/mail.ts';
import { OriginProof } from '../constructs/origin-proof.ts';
import { ownAlarmsArn } from '../constructs/own-alarms.ts';
import { RecordsTable } from '../constructs/records-table.ts';
import { Seals } from '../constructs/seals.ts';
import { tableInUse } from '../constructs/table-parameters.ts';
import { TransferFiles } from '../constructs/transfer-files.ts';
import { userPoolInUse } from '../constructs/user-pool-parameters.ts';
import { deadLetterQueue, WorkQueue } from '../constructs/work-queue.ts';
import { issuerOf } from '../sign-in-settings.ts';
import type { Stage } from '../stage.ts';
import type { DataStack } from './data-stack.ts';

export interface ServiceStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly mail: Mail;
}

/** Everything that can be deleted and deployed again. It composes constructs and defines no resource itself. */
export class ServiceStack extends Stack {
  readonly workflow: ChangeWorkflow;

  constructor(scope: Construct, id: string, { stage, data, mail, ...props }: ServiceStackProps) {
    super(scope, id, props);
    // The parameters that this stack reads are written by the data stack.
    this.addStackDependency(data);
    const records = new RecordsTable(this, 'Records', {
      retained: stage.retained,
      existing: tableInUse(this, stage.name),
      key: data.records.key,
    });
    const pool = userPoolInUse(this, stage.name);
    const http = new HttpApi(this, 'Http', { stage });
    const proof = stage.domain && new OriginProof(this, 'OriginProof', { stage, domain: stage.domain });
    const sends = new WorkQueue(this, 'Sends', { stage });
    const releases = new WorkQueue(this, 'Releases', { stage });
    const alarmEvents = new WorkQueue(this, 'AlarmEvents', { stage });
    const configEvents = new WorkQueue(this, 'ConfigEvents', { stage });
    const imports = new WorkQueue(this, 'Imports', { stage });
    const exports = new WorkQueue(this, 'Exports', { stage });
    const seals = new Seals(this, 'Seals', { stage });
    const transferFiles = new TransferFiles(this, 'TransferFiles', { stage, uploads: imports.queue });
    const undelivered = deadLetterQueue(this, 'UndeliveredEvents');
    const failedInvocations = deadLetterQueue(this, 'FailedInvocations');

    const functions = new Functions(this, 'Functions', {
      stage,
      data: { ...data.shared, records, issuer: issuerOf(stage, { ...pool, region: this.region }) },
      mail,
      sends,
      releases,
      alarmEvents,
      configEvents,
      imports,
      exports,
      transferFiles,
      seals,
      failures: failedInvocations,
      publicUrl: stage.publicUrl ?? http.url,
      originProof: proof?.demanded ?? '',
    });

    const keys = gatewayKeys(api);
    http.answer(keys, functions.all);
    this.workflow = new ChangeWorkflow(this, 'ChangeWorkflow', { stage, handler: functions.onlyTriggeredBy('workflow-tasks') });
    sends.consumedBy(functions.onlyTriggeredBy('send-queue'));
    releases.consumedBy(functions.onlyTriggeredBy('release-queue'));
    alarmEvents.consumedBy(functions.onlyTriggeredBy('alarm-queue'));
    configEvents.consumedBy(functions.onlyTriggeredBy('config-queue'));
    imports.consumedBy(functions.onlyTriggeredBy('import-queue'));
    exports.consumedBy(functions.onlyTriggeredBy('export-queue'));
    const { failures: unpublished } = new EventPublishing(this, 'EventPublishing', {
      stage,
      table: records.table,
      publisher: functions.onlyTriggeredBy('pending-events'),
    });
    new EventRoutes(this, 'EventRoutes', {
      bus: data.bus,
      functions,
      releases: releases.queue,
      alarmEvents: alarmEvents.queue,
      configEvents: configEvents.queue,
      mail,
      ownAlarms: ownAlarmsArn(this, stage),
      undelivered,
    });
    const alarms = new Alarms(this, 'Alarms', {
      stage,
      accessLog: http.accessLog,
      gatewayKeys: keys,
      table: records.table,
      keys: [data.records.key, data.sealKey],
      unpublished,
      undelivered,
      deadLetters: {
        'Undeliverable pages': sends.deadLetters,
        'Failed releases': releases.deadLetters,
        'Failed alarm events': alarmEvents.deadLetters,
        'Failed config events': configEvents.deadLetters,
        'Failed imports': imports.deadLetters,
        'Failed exports': exports.deadLetters,
        'Undelivered events': undelivered,
        'Failed invocations': failedInvocations,
      },
      api: http.api,
      sends: sends.queue,
      backgroundWork: [imports.queue, exports.queue],
      workflow: this.workflow.machine,
      functions: functions.all,
    });
    new GradualDeployments(this, 'GradualDeployments', { stage, functions: functions.all, alarms: alarms.named(rollbackAlarms) });

    const outputs = {
      ApiId: http.api.apiId,
      ApiUrl: http.url,
      TableName: records.table.tableName,
      BusName: data.bus.eventBusName,
      UserPoolId: pool.poolId,
      UserPoolClientId: pool.clientId,
      StateMachineArn: this.workflow.machine.stateMachineArn,
      SendQueueUrl: sends.queue.queueUrl,
      ReleaseQueueUrl: releases.queue.queueUrl,
      AlarmTopicArn: alarms.topic.topicArn,
      SealBucketName: seals.bucket.bucketName,
      ...(http.originDomain ? { OriginTarget: http.originDomain.regionalDomainName } : {}),
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
