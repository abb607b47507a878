import { afterEach, expect, it, jest } from '@jest/globals';
import type { IConstruct } from 'constructs';
import type { StageContext, StageName } from '../../infra/stage.ts';
import { NagPack, Validations } from './cdk.ts';
import { appOf, domainSettings } from './synthesized.ts';

afterEach(() => {
  jest.restoreAllMocks();
});

/** The rules that somebody has acknowledged at this construct. */
const acknowledgedAt = ({ node }: IConstruct): readonly string[] =>
  node.metadata
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap(({ data }) => Object.keys(data as object).map((id) => id.replace(/^annotation::/i, '')));

/** Synthesizes a stage with cdk-nag: the acknowledged rules of its constructs, and those of them that are findings. */
const acknowledgements = (stage: StageName, context: StageContext, env?: Record<string, never>) => {
  const { app } = appOf(stage, { nag: true, context, ...(env ? { env } : {}) });
  const given = app.node.findAll().flatMap((construct) => acknowledgedAt(construct).map((id) => `${construct.node.path} ${id}`));
  // cdk-nag asks this about each finding, and looks at the construct and at what it is in.
  const asked = jest.spyOn(NagPack.prototype as unknown as { isAcknowledged(at: IConstruct, id: string): boolean }, 'isAcknowledged');
  app.synth();
  const used = asked.mock.calls.flatMap(([construct, id]) => construct.node.scopes.map(({ node }) => `${node.path} ${id}`));
  return { given: [...new Set(given)], used: new Set(used) };
};

/** An id without the logical ids, which the CDK makes up. */
const rule = (acknowledgement: string): string => acknowledgement.replace(/.* AwsSolutions-/, '').replace(/[0-9A-F]{8}\.Arn/, '.Arn');

const awsPolicy = (name: string): string => `IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/${name}]`;
const ofEach = [
  'APIG4',
  'COG8',
  'IAM5[Resource::*]',
  'IAM5[Resource::<EventPublishingFailures.Arn>/*]',
  'IAM5[Resource::<FunctionschangeworkflowFunction.Arn>:*]',
  ...['AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForRestores', 'AWSCodeDeployRoleForLambdaLimited'].map(awsPolicy),
  'S1',
  'SF1',
  'SF2',
  'SQS3',
  'IAM5[Resource::<TransferFilesBucket.Arn>/exports/*]',
  'IAM5[Resource::<TransferFilesBucket.Arn>/imports/*]',
  'IAM5[Resource::<SealsBucket.Arn>/days/*]',
  'IAM5[Resource::<SealsBucket.Arn>/versions/*]',
];
/** The files of AWS Config that may be read: a setting of the stage. */
const configFiles = 'IAM5[Resource::arn:aws:s3:::config-files/*/OversizedChangeNotification/*]';
/** The topics that receivers may be: a setting of the stage. */
const topics = 'IAM5[Resource::arn:aws:sns:eu-central-1:123456789012:pages-*]';
const ofDomain = ['CFR1', 'CFR3', 'SMG4'];

/** A stage as it is synthesized, with the rules that are acknowledged there. */
interface NagCase {
  readonly stage: StageName;
  readonly context?: StageContext;
  readonly env?: Record<string, never>;
  readonly expected: readonly string[];
}

it.each<[string, NagCase]>([
  ['local', { stage: 'local', expected: [...ofEach, 'COG2', 'IAM5[Resource::arn:aws:sns:*:*:*]'] }],
  ['dev', { stage: 'dev', expected: [...ofEach, 'COG2', topics, configFiles] }],
  ['dev, with account and region of the deployment', { stage: 'dev', env: {}, expected: [...ofEach, 'COG2', topics, configFiles] }],
  ['prod', { stage: 'prod', expected: [...ofEach, topics, configFiles] }],
  ['prod with a domain', { stage: 'prod', context: domainSettings, expected: [...ofEach, topics, configFiles, ...ofDomain] }],
])(
  'cdk-nag has no finding in stage %s without an acknowledgement, and each acknowledgement is about a finding',
  (_, { stage, context = {}, env, expected }) => {
    const { given, used } = acknowledgements(stage, context, env);

    expect([...new Set(given.map(rule))].sort()).toEqual([...expected].sort());
    expect(given.filter((each) => !used.has(each))).toEqual([]);
  },
);
