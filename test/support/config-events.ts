import {
  type ChangedProperty,
  type ConfigResource,
  changeNotification,
  resourceFields,
  type SeenResource,
} from '../../infra/local/config-notification.ts';
import type { ResourceChange } from '../../shared/domain/drift/config-event.ts';

/** A resource of a test, with its configuration and the properties that an UPDATE of it changes. */
interface TestResource extends ConfigResource {
  readonly configuration: object;
  readonly changed: Readonly<Record<string, ChangedProperty>>;
}

const account = '123456789012';
const region = 'eu-central-1';

const changedTo = (previousValue: unknown, updatedValue: unknown): ChangedProperty => ({
  previousValue,
  updatedValue,
  changeType: 'UPDATE',
});

/** Resources of several types, each with the properties that an UPDATE of it changes. The names of properties are those of AWS Config. */
export const configResources = {
  instance: {
    resourceType: 'AWS::EC2::Instance',
    resourceId: 'i-0b1c9d7e5f3a21468',
    ARN: `arn:aws:ec2:${region}:${account}:instance/i-0b1c9d7e5f3a21468`,
    configuration: {
      instanceId: 'i-0b1c9d7e5f3a21468',
      imageId: 'ami-0abcdef1234567890',
      instanceType: 'm7g.xlarge',
      state: { code: 16, name: 'running' },
      securityGroups: [{ groupName: 'web', groupId: 'sg-0c1d2e3f' }],
      tags: [{ key: 'Name', value: 'web-7' }],
    },
    changed: {
      'Configuration.InstanceType': changedTo('m7g.large', 'm7g.xlarge'),
      'Configuration.SecurityGroups.0': {
        previousValue: null,
        updatedValue: { groupName: 'web', groupId: 'sg-0c1d2e3f' },
        changeType: 'CREATE',
      },
    },
  },
  database: {
    resourceType: 'AWS::RDS::DBInstance',
    resourceId: 'db-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    resourceName: 'orders-db',
    ARN: `arn:aws:rds:${region}:${account}:db:orders-db`,
    configuration: {
      dBInstanceIdentifier: 'orders-db',
      engine: 'postgres',
      engineVersion: '16.4',
      multiAZ: false,
      backupRetentionPeriod: 1,
    },
    changed: { 'Configuration.MultiAZ': changedTo(true, false), 'Configuration.BackupRetentionPeriod': changedTo(7, 1) },
  },
  certificate: {
    resourceType: 'AWS::ACM::Certificate',
    resourceId: `arn:aws:acm:${region}:${account}:certificate/1b2c3d4e-5f60-4718-92a3-b4c5d6e7f801`,
    resourceName: 'shop.example.com',
    ARN: `arn:aws:acm:${region}:${account}:certificate/1b2c3d4e-5f60-4718-92a3-b4c5d6e7f801`,
    configuration: { domainName: 'shop.example.com', status: 'ISSUED', notAfter: '2027-03-01T23:59:59.000Z' },
    changed: { 'Configuration.NotAfter': changedTo('2026-12-15T23:59:59.000Z', '2027-03-01T23:59:59.000Z') },
  },
  loadBalancer: {
    resourceType: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    resourceId: `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/shop/50dc6c495c0c9188`,
    resourceName: 'shop',
    ARN: `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/shop/50dc6c495c0c9188`,
    configuration: { loadBalancerName: 'shop', scheme: 'internet-facing', state: { code: 'active' } },
    changed: { 'Configuration.Scheme': changedTo('internal', 'internet-facing') },
  },
} as const satisfies Readonly<Record<string, TestResource>>;

type ConfigResourceName = keyof typeof configResources;

/** What differs from the usual event: an UPDATE of the instance. */
export interface ConfigEventInput {
  readonly of?: ConfigResourceName;
  /** When AWS Config saw it. */
  readonly at: string;
  readonly changeType?: ResourceChange;
  readonly changed?: Readonly<Record<string, ChangedProperty>>;
  readonly configuration?: object;
  readonly tags?: Readonly<Record<string, string>>;
  /** The account that sends the event. */
  readonly account?: string;
  readonly arn?: string | null;
  readonly status?: string;
}

/** EventBridge's envelope. */
const envelope = (detail: { readonly [name: string]: unknown }, { at, arn }: { at: string; arn: string | null }, from = account) => ({
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'Config Configuration Item Change',
  source: 'aws.config',
  account: from,
  time: at.replace(/\.\d+Z$/, 'Z'),
  region,
  resources: arn === null ? [] : [arn],
  detail,
});

const seenIn = ({ of = 'instance', at, changeType = 'UPDATE', arn, status }: ConfigEventInput): SeenResource => {
  const resource: ConfigResource = configResources[of];
  return { resource: { ...resource, ARN: arn === undefined ? resource.ARN : arn }, account, region, at, changeType, status };
};

/** A deleted resource has no configuration any more: its former one is the one difference. */
const differencesOf = ({ of = 'instance', changeType = 'UPDATE', changed }: ConfigEventInput) => {
  const resource: TestResource = configResources[of];
  if (changed) return changed;
  if (changeType === 'CREATE') return {};
  return changeType === 'UPDATE'
    ? resource.changed
    : { Configuration: { previousValue: resource.configuration, updatedValue: null, changeType } };
};

/** The complete notification about a change: the detail of an event, and the file of an oversized one. */
export const aNotification = (input: ConfigEventInput) => {
  const { of = 'instance', changeType = 'UPDATE', configuration = configResources[of].configuration, tags = { Name: of } } = input;
  return changeNotification({
    ...seenIn(input),
    changed: differencesOf(input),
    configuration: changeType === 'DELETE' ? null : configuration,
    tags,
  });
};

const arnIn = ({ of = 'instance', arn = configResources[of].ARN }: ConfigEventInput): string | null => arn;

/** A change of a resource as AWS Config puts it on the event bus. (AWS Config developer guide, "Monitoring AWS Config with EventBridge".) */
export const aConfigEvent = (input: ConfigEventInput) => envelope(aNotification(input), { at: input.at, arn: arnIn(input) }, input.account);

/** The event of a notification that is too large. (AWS Config developer guide, "Example Oversized Configuration Item Change Notification".) */
export const anOversizedEvent = (input: ConfigEventInput, s3BucketLocation: string | null = `config-bucket/${oversizedKey}`) => {
  const { at, changeType = 'UPDATE' } = input;
  const detail = {
    configurationItemSummary: { changeType, ...resourceFields(seenIn(input)) },
    s3DeliverySummary: { s3BucketLocation, errorCode: null, errorMessage: null },
    notificationCreationTime: at,
    messageType: 'OversizedConfigurationItemChangeNotification',
    recordVersion: '1.3',
  };
  return envelope(detail, { at, arn: arnIn(input) }, input.account);
};

/** The key of the file of an oversized notification. */
export const oversizedKey = [
  `AWSLogs/${account}/Config/${region}/2026/11/24/OversizedChangeNotification`,
  `AWS::EC2::Instance/i-0b1c9d7e5f3a21468/${account}_Config_${region}_ChangeNotification_AWS::EC2::Instance_i-0b1c9d7e5f3a21468_20261124T130000Z_0.json.gz`,
].join('/');
