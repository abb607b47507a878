import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Template } from './cdk.ts';

const [account, region] = ['123456789012', 'eu-central-1'];
const arn = (service: string, resource: string): string => `arn:aws:${service}:${region}:${account}:${resource}`;

/** The resources of the stage, by a name for tests. The pattern finds the references of the template that mean the resource. */
export const resources = {
  stream: { arn: arn('dynamodb', 'table/records/stream/2026-01-01T00:00:00.000'), reference: /RecordsTable\w*StreamArn/ },
  table: { arn: arn('dynamodb', 'table/records'), reference: /RecordsTable/ },
  tableKey: { arn: arn('kms', 'key/00000000-0000-4000-8000-000000000001'), reference: /RecordsKey/ },
  sealKey: { arn: arn('kms', 'key/00000000-0000-4000-8000-000000000002'), reference: /SealKey/ },
  sendQueue: { arn: arn('sqs', 'sends'), reference: /SendsQueue/ },
  releaseQueue: { arn: arn('sqs', 'releases'), reference: /ReleasesQueue/ },
  alarmQueue: { arn: arn('sqs', 'alarm-events'), reference: /AlarmEventsQueue/ },
  configQueue: { arn: arn('sqs', 'config-events'), reference: /ConfigEventsQueue/ },
  configDeadLetters: { arn: arn('sqs', 'config-dead-letters'), reference: /ConfigEventsDeadLetters/ },
  importQueue: { arn: arn('sqs', 'imports'), reference: /ImportsQueue/ },
  exportQueue: { arn: arn('sqs', 'exports'), reference: /ExportsQueue/ },
  transferFiles: { arn: 'arn:aws:s3:::files', reference: /TransferFilesBucket/ },
  seals: { arn: 'arn:aws:s3:::seals', reference: /SealsBucket/ },
  sealsKey: { arn: arn('kms', 'key/00000000-0000-4000-8000-000000000003'), reference: /SealsKey/ },
  failedInvocations: { arn: arn('sqs', 'failed-invocations'), reference: /FailedInvocations/ },
  failures: { arn: 'arn:aws:s3:::failures', reference: /EventPublishingFailures/ },
  bus: { arn: arn('events', 'event-bus/quiesce-prod'), reference: /Bus/ },
  logs: { arn: arn('logs', 'log-group:/aws/lambda/quiesce:*'), reference: /Logs/ },
} as const;

export const indexArn = (index: string): string => `${resources.table.arn}/index/${index}`;
export const workflowArn = arn('states', 'stateMachine:quiesce-prod-change-workflow');
export const executionArn = arn('states', 'execution:quiesce-prod-change-workflow:a');
export const identityArn = arn('ses', 'identity/example.com');
export const topicArn = (name: string): string => arn('sns', name);

/** Parameters whose value is not an ARN. */
const parameters: Readonly<Record<string, string>> = {
  ...{ 'AWS::Partition': 'aws', 'AWS::AccountId': account, 'AWS::Region': region },
  RecordsTableName: 'records',
};

/** The ARN of the resource that a reference of the template means. @throws Error if it is not listed above */
const arnOf = (reference: object): string => {
  const text = JSON.stringify(reference);
  const found = Object.values(resources).find((each) => each.reference.test(text));
  if (!found) throw new Error(`the reference ${text} of a policy is not known here: add it to simulated-roles.ts`);
  return found.arn;
};

interface Intrinsic {
  readonly Ref?: string;
  readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
}

const resolvedObject = (value: Intrinsic): unknown => {
  const { Ref, 'Fn::Join': join } = value;
  if (join) return join[1].map(resolved).join(join[0]);
  if (Ref !== undefined) return parameters[Ref] ?? arnOf(value);
  if (Object.keys(value).some((name) => name.startsWith('Fn::'))) return arnOf(value);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolved(each)]));
};

/** A value of the template with its references replaced by the ARNs above. */
const resolved = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(resolved);
  return typeof value === 'object' && value !== null ? resolvedObject(value) : value;
};

/** The policies of the role of each function. */
export const policiesOf = (template: Template, name: string) =>
  Object.entries(template.findResources('AWS::IAM::Policy'))
    .filter(([id]) => id.startsWith(`Functions${name.replaceAll('-', '')}Role`))
    .map(([id, { Properties }]) => ({ name: id, policy: resolved(Properties.PolicyDocument) }));

/** A request as IAM judges it. `context` has its condition keys. */
export interface RoleRequest {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | string[]>>;
}

const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const organization = [{ orgIdentifier: 'root', policies: [{ name: 'everything', policy: everything }] }];
/** The key's own policy leaves the decision to IAM, as CDK's default does. */
const keyPolicy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' }],
};

/** Whether a role with these policies may make a request. @throws Error if the request is not one that AWS has */
export const mayRole = async (identityPolicies: ReturnType<typeof policiesOf>, request: RoleRequest): Promise<boolean> => {
  const { action, resource, context = {} } = request;
  const answer = await runSimulation(
    {
      request: {
        ...{ action, principal: `arn:aws:iam::${account}:role/function`, contextVariables: { ...context } },
        resource: { resource, accountId: account },
      },
      ...{ identityPolicies, serviceControlPolicies: organization, resourceControlPolicies: [] },
      ...(action.startsWith('kms:') ? { resourcePolicy: keyPolicy } : {}),
    },
    {},
  );
  if (answer.resultType === 'error') throw new Error(`${action} on ${resource}: ${JSON.stringify(answer.errors)}`);
  return answer.overallResult === 'Allowed';
};
