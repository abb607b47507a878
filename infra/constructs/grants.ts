import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Need } from '../../shared/functions/function-record.ts';
import { ChangeWorkflow } from './change-workflow.ts';
import type { FunctionsProps } from './functions.ts';
import type { WorkQueue } from './work-queue.ts';

type Grant = (handler: lambda.Function, props: FunctionsProps) => void;

const queueAction = (handler: lambda.Function, { queue }: WorkQueue, action: string): void => {
  queue.grant(handler, action);
};

/** Some needs are answered by environment variables alone. */
const nothing: Grant = () => undefined;

/** The permissions that each need brings. */
const grants: Readonly<Record<Need, Grant>> = {
  table: (handler, { data }) => data.records.grantReadWrite(handler),
  callers: nothing,
  'public-url': nothing,
  receivers: nothing,
  mail: (handler, { mail }) => mail.grantSend(handler),
  'send-queue': (handler, { sends }) => queueAction(handler, sends, 'sqs:SendMessage'),
  'send-queue-delay': (handler, { sends }) => queueAction(handler, sends, 'sqs:ChangeMessageVisibility'),
  'release-queue': (handler, { releases }) => queueAction(handler, releases, 'sqs:SendMessage'),
  'seal-key': (handler, { data }) => {
    data.sealKey.grant(handler, 'kms:Encrypt', 'kms:Decrypt');
  },
  bus: (handler, { data }) => {
    iam.Grant.addToPrincipal({ grantee: handler, actions: ['events:PutEvents'], resourceArns: [data.bus.eventBusArn] });
  },
  'workflow-start': (handler, { stage }) => ChangeWorkflow.grantStart(handler, handler, stage),
  'workflow-answer': (handler, { stage }) => ChangeWorkflow.grantAnswer(handler, handler, stage),
};

/** Gives a function the permissions of its needs, and no others. */
export const grantNeeds = (handler: lambda.Function, needs: readonly Need[], props: FunctionsProps): void => {
  for (const need of needs) grants[need](handler, props);
};
