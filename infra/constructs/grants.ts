import { Validations } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { FunctionRecord, Need } from '../../shared/functions/function-record.ts';
import type { Stage } from '../stage.ts';
import { wildcard } from './acknowledgements.ts';
import { ChangeWorkflow } from './change-workflow.ts';
import type { Mail } from './mail.ts';
import type { RecordsTable } from './records-table.ts';
import type { Seals } from './seals.ts';
import type { TransferFiles } from './transfer-files.ts';
import type { WorkQueue } from './work-queue.ts';

/** The resources that functions may get access to. */
export interface GrantTargets {
  readonly stage: Stage;
  readonly data: { readonly records: RecordsTable; readonly sealKey: kms.IKey; readonly bus: events.IEventBus };
  readonly mail: Mail;
  readonly sends: WorkQueue;
  readonly releases: WorkQueue;
  readonly alarmEvents: WorkQueue;
  readonly configEvents: WorkQueue;
  readonly imports: WorkQueue;
  readonly exports: WorkQueue;
  readonly transferFiles: TransferFiles;
  readonly seals: Seals;
}

type Grant = (handler: lambda.Function, targets: GrantTargets) => void;

const queueAction = (handler: lambda.Function, { queue }: WorkQueue, action: string): void => {
  queue.grant(handler, action);
};

/** For needs that require only environment variables. */
const nothing: Grant = () => undefined;

/** Topics of the settings, but none of the stage itself, whatever the settings say (M5). */
const publishing: Grant = (handler, { stage }) => {
  const topics = stage.receiverTopics;
  if (topics.length === 0) return;
  iam.Grant.addToPrincipal({ grantee: handler, actions: ['sns:Publish'], resourceArns: [...topics] });
  const own = `arn:*:sns:*:*:quiesce-${stage.name}-*`;
  handler.addToRolePolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['sns:Publish'], resources: [own] }));
  const reason = 'The settings of the stage list the topics to which alerts may be sent, by patterns.';
  if (handler.role)
    Validations.of(handler.role).acknowledge(...topics.filter((topic) => topic.includes('*')).map((topic) => wildcard(topic, reason)));
};

/** The files of oversized notifications in the bucket of the settings, and nothing else in it (C7). */
const readingConfigFiles: Grant = (handler, { stage }) => {
  if (stage.configBucket === undefined) return;
  const files = `arn:aws:s3:::${stage.configBucket}/*/OversizedChangeNotification/*`;
  iam.Grant.addToPrincipal({ grantee: handler, actions: ['s3:GetObject'], resourceArns: [files] });
  const reason = 'The wildcards are the account, the region and the day of files in the one bucket of the settings.';
  if (handler.role) Validations.of(handler.role).acknowledge(wildcard(files, reason));
};

/** The permissions that each need brings. Those on the table come from the record's `rows`. */
const grants: Readonly<Record<Need, Grant>> = {
  'origin-proof': nothing,
  table: nothing,
  callers: nothing,
  approvers: nothing,
  'public-url': nothing,
  receivers: nothing,
  'receiver-topics': nothing,
  topics: publishing,
  'own-alarms': nothing,
  mail: (handler, { mail }) => mail.grantSend(handler),
  'send-queue': (handler, { sends }) => queueAction(handler, sends, 'sqs:SendMessage'),
  'send-queue-delay': (handler, { sends }) => queueAction(handler, sends, 'sqs:ChangeMessageVisibility'),
  'alarm-queue-delay': (handler, { alarmEvents }) => queueAction(handler, alarmEvents, 'sqs:ChangeMessageVisibility'),
  'config-queue-delay': (handler, { configEvents }) => {
    queueAction(handler, configEvents, 'sqs:ChangeMessageVisibility');
    configEvents.deadLetters.grant(handler, 'sqs:SendMessage');
  },
  'config-files': readingConfigFiles,
  'release-queue': (handler, { releases }) => queueAction(handler, releases, 'sqs:SendMessage'),
  'import-upload': (handler, { transferFiles }) => transferFiles.grantUpload(handler),
  'import-files': (handler, { transferFiles }) => transferFiles.grantReadUploads(handler),
  'import-queue': (handler, { imports }) => {
    queueAction(handler, imports, 'sqs:SendMessage');
    queueAction(handler, imports, 'sqs:ChangeMessageVisibility');
  },
  'export-download': (handler, { transferFiles }) => transferFiles.grantDownload(handler),
  'export-files': (handler, { transferFiles }) => transferFiles.grantWriteExports(handler),
  'export-queue': (handler, { exports }) => queueAction(handler, exports, 'sqs:SendMessage'),
  'export-queue-delay': (handler, { exports }) => queueAction(handler, exports, 'sqs:ChangeMessageVisibility'),
  'sealed-history': (handler, { seals }) => seals.grantRead(handler),
  'seal-history': (handler, { seals }) => seals.grantSeal(handler),
  seal: (handler, { data }) => {
    data.sealKey.grant(handler, 'kms:Encrypt');
  },
  unseal: (handler, { data }) => {
    data.sealKey.grant(handler, 'kms:Decrypt');
  },
  bus: (handler, { data }) => {
    iam.Grant.addToPrincipal({ grantee: handler, actions: ['events:PutEvents'], resourceArns: [data.bus.eventBusArn] });
  },
  'workflow-start': (handler, { stage }) => ChangeWorkflow.grantStart(handler, handler, stage),
  'workflow-answer': (handler, { stage }) => ChangeWorkflow.grantAnswer(handler, handler, stage),
};

/** Grants a function exactly the permissions of its needs, and its rights on rows. */
export const grantNeeds = (
  handler: lambda.Function,
  { needs, rows }: Pick<FunctionRecord, 'needs' | 'rows'>,
  targets: GrantTargets,
): void => {
  for (const need of needs) grants[need](handler, targets);
  if (rows) targets.data.records.grantRows(handler, rows);
};
