import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Resources for which MiniStack's CloudFormation refuses the whole stack. The app does not know: what it makes is asserted on the
 * template, and does without these locally.
 */
export const unsupportedResources: ReadonlySet<string> = new Set([
  'AWS::Events::EventBusPolicy',
  'AWS::Events::Archive',
  'AWS::Events::Connection',
  'AWS::Events::ApiDestination',
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
  Properties?: { PolicyDocument?: { Statement: Statement[] } };
}

interface Template {
  Resources?: Record<string, Resource>;
  Outputs?: Record<string, unknown>;
}

const demandsTls = ({ Condition }: Statement): boolean => Condition?.Bool?.['aws:SecureTransport'] === 'false';

/** The emulator speaks http: when it enforces roles, a policy that demands TLS would refuse everybody. */
const withoutTls = (resource: Resource): Resource => {
  const document = resource.Properties?.PolicyDocument;
  if (!document?.Statement.some(demandsTls)) return resource;
  const Statement = document.Statement.filter((each) => !demandsTls(each));
  return { ...resource, Properties: { ...resource.Properties, PolicyDocument: { ...document, Statement } } };
};

/** Of these the emulator cannot tell the resource (a token's machine, a mail's sender), and asks for a permission on everything. */
const ofUnknownResource: readonly unknown[] = ['states:SendTaskSuccess', 'ses:SendEmail'];

const isOfUnknownResource = ({ Action }: Statement): boolean => [Action].flat().every((action) => ofUnknownResource.includes(action));

const withAnyResource = (resource: Resource): Resource => {
  const document = resource.Properties?.PolicyDocument;
  if (!document?.Statement.some(isOfUnknownResource)) return resource;
  const Statement = document.Statement.map((each) => (isOfUnknownResource(each) ? { ...each, Resource: '*' } : each));
  return { ...resource, Properties: { ...resource.Properties, PolicyDocument: { ...document, Statement } } };
};

const isSupported = ({ Type, Properties }: Resource): boolean =>
  !unsupportedResources.has(Type) && Properties?.PolicyDocument?.Statement.length !== 0;

const withoutNames =
  (dropped: ReadonlySet<string>) =>
  ({ DependsOn, ...resource }: Resource): Resource => ({
    ...resource,
    DependsOn: [DependsOn ?? []].flat().filter((each) => !dropped.has(each)),
  });

/** The template as the emulator takes it: without what it refuses, and without what names that. */
export const forEmulator = (template: Template): Template => {
  const resources = Object.entries(template.Resources ?? {}).map(([id, resource]) => [id, withAnyResource(withoutTls(resource))] as const);
  const dropped = new Set(resources.filter(([, resource]) => !isSupported(resource)).map(([id]) => id));
  const keep = withoutNames(dropped);
  const kept = resources.filter(([id]) => !dropped.has(id)).map(([id, resource]) => [id, keep(resource)]);
  const names = (output: unknown) => [...dropped].some((id) => JSON.stringify(output).includes(`"${id}"`));
  const outputs = Object.entries(template.Outputs ?? {}).filter(([, output]) => !names(output));
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
