import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Types of resources that MiniStack's CloudFormation does not support. It refuses a whole stack that contains one of them. The app defines
 * them, tests check them in the template, and the local stack works without them.
 */
export const unsupportedResources: ReadonlySet<string> = new Set([
  'AWS::Backup::BackupSelection',
  'AWS::Events::EventBusPolicy',
  'AWS::Events::Archive',
  'AWS::Events::Connection',
  'AWS::Events::ApiDestination',
  'AWS::CodeDeploy::Application',
  'AWS::CodeDeploy::DeploymentGroup',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::AlarmMuteRule',
  'AWS::Logs::QueryDefinition',
  'AWS::StepFunctions::StateMachineVersion',
  'AWS::StepFunctions::StateMachineAlias',
  'AWS::StepFunctions::Activity',
  'AWS::SecretsManager::RotationSchedule',
  'AWS::SES::Template',
]);

interface Statement {
  Action?: string | string[];
  Resource?: unknown;
  Condition?: { Bool?: Record<string, string> };
}

interface Resource {
  Type: string;
  DependsOn?: string | string[];
  UpdatePolicy?: object;
  Properties?: { PolicyDocument?: { Statement: Statement[] }; Metrics?: unknown; [property: string]: unknown };
}

interface Template {
  Resources?: Record<string, Resource>;
  Outputs?: Record<string, unknown>;
}

const requiresTls = ({ Condition }: Statement): boolean => Condition?.Bool?.['aws:SecureTransport'] === 'false';

/** Drops statements that deny http. The emulator serves http, so with enforced roles they would deny every request. */
const withoutTls = (resource: Resource): Resource => {
  const document = resource.Properties?.PolicyDocument;
  if (!document?.Statement.some(requiresTls)) return resource;
  const Statement = document.Statement.filter((each) => !requiresTls(each));
  return { ...resource, Properties: { ...resource.Properties, PolicyDocument: { ...document, Statement } } };
};

/**
 * Actions whose resource the emulator cannot determine (a token's state machine, a mail's sender). It requires permission on all resources.
 */
const actionsOnAnyResource: readonly unknown[] = ['states:SendTaskSuccess', 'ses:SendEmail'];

const isOnAnyResource = ({ Action }: Statement): boolean => [Action].flat().every((action) => actionsOnAnyResource.includes(action));

const withAnyResource = (resource: Resource): Resource => {
  const document = resource.Properties?.PolicyDocument;
  if (!document?.Statement.some(isOnAnyResource)) return resource;
  const Statement = document.Statement.map((each) => (isOnAnyResource(each) ? { ...each, Resource: '*' } : each));
  return { ...resource, Properties: { ...resource.Properties, PolicyDocument: { ...document, Statement } } };
};

/** Alarms on metric math are refused, too. */
const isOnMetricMath = ({ Type, Properties }: Resource): boolean => Type === 'AWS::CloudWatch::Alarm' && Properties?.Metrics !== undefined;

const isSupported = (resource: Resource): boolean =>
  !unsupportedResources.has(resource.Type) && !isOnMetricMath(resource) && !isEmptyPolicy(resource);

const isEmptyPolicy = ({ Properties }: Resource): boolean => Properties?.PolicyDocument?.Statement.length === 0;

/** Whether a part of the template refers to one of these resources. */
const namesOneOf = (ids: ReadonlySet<string>, part: unknown): boolean => [...ids].some((id) => JSON.stringify(part).includes(`"${id}"`));

const withoutDependenciesOn =
  (dropped: ReadonlySet<string>) =>
  ({ DependsOn, UpdatePolicy, ...resource }: Resource): Resource => ({
    ...resource,
    ...(UpdatePolicy === undefined || namesOneOf(dropped, UpdatePolicy) ? {} : { UpdatePolicy }),
    DependsOn: [DependsOn ?? []].flat().filter((each) => !dropped.has(each)),
  });

/** The template without the resources that the emulator refuses, and without the dependencies, update policies and outputs that name them. */
export const forEmulator = (template: Template): Template => {
  const resources = Object.entries(template.Resources ?? {}).map(([id, resource]) => [id, withAnyResource(withoutTls(resource))] as const);
  const dropped = new Set(resources.filter(([, resource]) => !isSupported(resource)).map(([id]) => id));
  const withoutDropped = withoutDependenciesOn(dropped);
  const kept = resources.filter(([id]) => !dropped.has(id)).map(([id, resource]) => [id, withoutDropped(resource)]);
  const outputs = Object.entries(template.Outputs ?? {}).filter(([, output]) => !namesOneOf(dropped, output));
  return { ...template, Resources: Object.fromEntries(kept), Outputs: Object.fromEntries(outputs) };
};

/** Filters every template of a synthesized cloud assembly in place. */
export const filterAssembly = (directory: string): void => {
  for (const name of readdirSync(directory).filter((each) => each.endsWith('.template.json'))) {
    const file = join(directory, name);
    const template = JSON.parse(readFileSync(file, 'utf8')) as Template;
    writeFileSync(file, JSON.stringify(forEmulator(template)));
  }
};
