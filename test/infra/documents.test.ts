import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { stageOf } from '../../infra/stage.ts';
import { allFunctions } from '../../shared/functions/all-functions.ts';
import { readDocument, sectionOf } from '../support/readme.ts';
import type { Template } from './cdk.ts';
import { domainSettings, templatesOf } from './synthesized.ts';

/** The documents whose commands people paste: what they name must exist in the stage `prod`, or the person who needs it finds nothing. */
const documents = ['README.md', 'docs/first-hour.md', 'docs/runbook.md', 'docs/operating.md', 'docs/local-stack.md'] as const;
const texts = new Map(documents.map((file) => [file, readDocument(file)]));
const all = [...texts.values()].join('\n');

const { sender, data, service } = templatesOf('prod');
const withDomain = templatesOf('prod', domainSettings);
const templates = { 'quiesce-prod-mail': sender, 'quiesce-prod-data': data, 'quiesce-prod-service': service };

/** The context without which `prod` is not deployed. */
const required = {
  ...{ account: '123456789012', region: 'eu-central-1' },
  ...{ bootstrapAdmin: 'a@example.com', mailFrom: 'b@example.com', onCall: 'c@example.com' },
};

/** What the pattern's first group matches in the text, each once. */
const named = (pattern: RegExp, text = all): string[] => [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))].sort();

const resources = (template: Template, type: string) => Object.entries(template.findResources(type));
const properties = (type: string, property: string): string[] =>
  Object.values(templates).flatMap((template) => resources(template, type).map(([, { Properties }]) => Properties?.[property] as string));

it('every output that a document reads is an output of the service stack, or of the data stack if it says so', () => {
  const outputs = Object.keys(service.findOutputs('*'));
  const read = named(/(?:\$\(output |<the output )(\w+)[)>]/g);

  expect(read).toEqual(expect.arrayContaining(['ApiUrl', 'TableName', 'UserPoolClientId', 'UserPoolId']));
  expect(outputs).toEqual(expect.arrayContaining(read));
  const readOfData = named(/\$\(data_output (\w+)\)/g);
  expect(readOfData).not.toEqual([]);
  expect(Object.keys(data.findOutputs('*'))).toEqual(expect.arrayContaining(readOfData));
});

it('every context key that a document names is read by the app and known to the stage', () => {
  const keys = named(/(?:--context |contexts? `)(\w+)(?:=|`)/g);
  const read = named(/(?:contextValue|tryGetContext)\('(\w+)'\)/g, readFileSync('infra/app.ts', 'utf8'));

  expect(keys).toEqual(expect.arrayContaining(['bootstrapAdmin', 'mailFrom', 'publicUrl', 'receiverTopics', 'stage']));
  expect(read).toEqual(expect.arrayContaining(keys));
  // A key that the stage ignores would be read for nothing.
  const given = {
    ...required,
    publicUrl: 'https://c.example.com',
    receiverTopics: 'arn:d',
    rollout: 'at-once',
    monthlyBudget: '250',
    configBucket: 'config-files',
    retentionDays: 'mails=100',
  };
  const restored = { tableName: 'i', tableStreamArn: 'arn:aws:dynamodb:eu-central-1:1:table/i/stream/j', restoreEpoch: '1' };
  const replaced = { ...restored, userPoolNumber: '2' };
  const certificates = { originCertificateArn: 'arn:aws:acm:eu-central-1:1:e', edgeCertificateArn: 'arn:aws:acm:us-east-1:1:f' };
  const domain = { domainName: 'd.example.com', ...certificates, plainEndpoint: 'on' };
  const signIn = { issuerUrl: 'https://g.example.com', audience: 'h' };
  expect(keys.filter((key) => key !== 'stage')).toEqual(Object.keys({ ...given, ...domain, ...signIn, ...replaced }).sort());
  expect(stageOf('prod', { ...given, ...domain, ...signIn, ...replaced })).toMatchObject({
    ...given,
    receiverTopics: [given.receiverTopics],
    monthlyBudget: 250,
    retentionDays: expect.objectContaining({ mails: 100 }),
    domain: { name: domain.domainName, ...certificates, isPlainEndpointOn: true },
    foreignIssuer: { url: signIn.issuerUrl, audience: signIn.audience },
    importedTable: { name: restored.tableName, streamArn: restored.tableStreamArn },
    restoreEpoch: 1,
    userPoolNumber: 2,
  });
});

it('every setting of the stage that a document names exists', () => {
  const settings = named(/`(\w+)` in `infra\/stage\.ts`/g);

  expect(settings).not.toEqual([]);
  expect(Object.keys(stageOf('prod', required))).toEqual(expect.arrayContaining(settings));
});

it('every function, stack, configuration set and log group that a document names exists', () => {
  const names = named(/\bquiesce-(?:prod|local|<stage>)-([\w-]*\w)/g);
  const functions = properties('AWS::Lambda::Function', 'FunctionName');
  const sets = properties('AWS::SES::ConfigurationSet', 'Name');
  const secrets = resources(withDomain.service, 'AWS::SecretsManager::Secret').map(([, { Properties }]) => Properties.Name);
  const known = [...functions, ...sets, ...secrets, ...Object.keys(templates), 'quiesce-prod-edge'].map((name) =>
    String(name).replace('quiesce-prod-', ''),
  );

  expect(names.filter((name) => !known.includes(name) && !name.startsWith('service-'))).toEqual([]);
  expect(properties('AWS::Logs::LogGroup', 'LogGroupName')).toEqual(
    expect.arrayContaining(['/quiesce/prod/access', ...allFunctions.map(({ name }) => `/aws/lambda/quiesce-prod-${name}`)]),
  );
  expect(all).toContain('/quiesce/<stage>/access');
});

it('the deployment groups that the runbook stops exist', () => {
  const groups = resources(service, 'AWS::CodeDeploy::DeploymentGroup').map(([, { Properties }]) => Properties.DeploymentGroupName);
  const [, listed = ''] = texts.get('docs/runbook.md')?.match(/What it means: (.*) take over gradually/) ?? [];

  expect(named(/`(\w+)`/g, listed)).toEqual([...groups].sort());
  expect(named(/--deployment-group-name (\w+)/g).filter((name) => !groups.includes(name))).toEqual([]);
  expect(named(/--application-name ([\w-]+)/g)).toEqual(properties('AWS::CodeDeploy::Application', 'ApplicationName').filter(Boolean));
});

it('every prefix by which a document looks up a queue leads to exactly one queue', () => {
  const prefixes = named(/--queue-name-prefix quiesce-prod-service-(\w+)/g);
  const queues = resources(service, 'AWS::SQS::Queue').map(([id]) => id);
  const hinted = named(/use `(\w+)` instead of `UndeliveredEvents`/g);

  expect(prefixes).not.toEqual([]);
  expect(hinted).not.toEqual([]);
  for (const prefix of [...prefixes, ...hinted]) expect([prefix, queues.filter((id) => id.startsWith(prefix)).length]).toEqual([prefix, 1]);
});

it('the topic of alarms, the rule of the sweep and the bucket of unpublished events have the names of the documents', () => {
  expect(properties('AWS::SNS::Topic', 'DisplayName')).toEqual([
    texts.get('docs/first-hour.md')?.match(/topic `(Quiesce prod: [^`]+)`/)?.[1],
  ]);
  expect(resources(service, 'AWS::Events::Rule').filter(([id]) => id.includes('EachMinute'))).toHaveLength(1);
  expect(all).toContain('`EachMinute`');
  const buckets = resources(service, 'AWS::S3::Bucket').map(([id]) => id.toLowerCase());
  expect(buckets.filter((id) => named(/bucket whose name contains `(\w+)`/g).some((part) => id.includes(part)))).toHaveLength(1);
});

it('what the first hour says about the user pool, backups and events is what is deployed', () => {
  data.hasResourceProperties('AWS::Cognito::UserPool', {
    MfaConfiguration: 'ON',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    Policies: {
      PasswordPolicy: { MinimumLength: 12, RequireLowercase: true, RequireUppercase: true, RequireNumbers: true, RequireSymbols: true },
    },
  });
  const [[, client] = []] = resources(data, 'AWS::Cognito::UserPoolClient');
  expect(client?.Properties.ExplicitAuthFlows).toContain('ALLOW_USER_SRP_AUTH');
  // `npm run sign-in` sends no secret hash.
  expect(client?.Properties.GenerateSecret ?? false).toBe(false);
});

interface Route {
  readonly method: string;
  readonly path: string;
}

const { paths } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as { paths: Record<string, object> };
const routes = Object.entries(paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
);

/** Whether the request is one of the routes. A segment such as `{number}`, `<id>`, `$CHANGE` or `hostname=orders` stands for any parameter. */
const isRoute = ({ method, path }: Route): boolean => {
  const shape = (text: string) => text.replace(/\{\w+\}|<\w+>|\$\w+|\w+=[\w.-]+/g, '*');
  return routes.some((route) => route.method === method && shape(route.path) === shape(path));
};

it('every request of the documents is a route of the API', () => {
  const requests = [...all.matchAll(/\b(GET|POST|PUT|PATCH|DELETE) "?(\/v1\/[\w/{}<>$=-]+)/g)].map(([, method = '', path = '']) => ({
    method,
    path,
  }));
  const direct = [...all.matchAll(/curl -sS (?:-X (\w+) )?"\$API(\/v1\/[\w/$-]+)"/g)].map(([, method = 'POST', path = '']) => ({
    method,
    path,
  }));

  expect(requests.length).toBeGreaterThan(30);
  expect(direct.length).toBeGreaterThan(2);
  expect([...requests, ...direct].filter((request) => !isRoute(request))).toEqual([]);
});

it('every npm command of the documents is a script of package.json', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const commands = [...named(/\bnpm run (?:-s )?(\w[\w:-]*)/g), ...named(/\bnpm (start|stop|test)\b/g)];

  expect(commands.length).toBeGreaterThan(8);
  expect(commands.filter((name) => !(name in scripts))).toEqual([]);
});

it('the README names each directory of shared/ and test/, and no other', () => {
  const table = sectionOf(texts.get('README.md') ?? '', 'Directories').split('\n\n')[1] ?? '';
  const directoriesOf = (parent: string) =>
    readdirSync(parent, { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? [each.name] : []));

  const mentioned = named(/`(?:shared\/)?([\w/]+)`/g, table);

  const top = ['infra', 'infra/local', 'test'];
  expect(mentioned).toEqual([...new Set([...top, ...directoriesOf('shared'), ...directoriesOf('test')])].sort());
});
