import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack } from 'aws-cdk-lib';
import { type StageContext, type StageName, stageOf } from '../../infra/stage.ts';
import { synthesisDirectory } from '../support/synthesis.ts';
import { App, addNagChecks, quiesce, Template } from './cdk.ts';

const defaultContext = {
  bootstrapAdmin: 'admin@example.com',
  mailFrom: 'quiesce@example.com',
  onCall: 'on-call@example.com',
  account: '123456789012',
  region: 'eu-central-1',
  publicUrl: 'https://quiesce.example.com',
  receiverTopics: 'arn:aws:sns:eu-central-1:123456789012:pages-*',
  configBucket: 'config-files',
};

/** The settings of a domain. */
export const domainSettings = {
  domainName: 'quiesce.example.com',
  originCertificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/one',
  edgeCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/two',
};

/** Creates the asset folders, empty if need be: these tests are about the templates, not about the bundles. */
const createAssetFolders = () => {
  for (const name of readdirSync('functions')) mkdirSync(`build/functions/${name}`, { recursive: true });
};

interface Options {
  readonly nag?: boolean;
  /** Settings in addition to the usual ones. */
  readonly context?: StageContext;
  readonly env?: { account: string; region: string } | Record<string, never>;
}

/** The app of a stage, as in `infra/app.ts`. */
export const appOf = (
  stage: StageName,
  { nag = false, context = {}, env = { account: '123456789012', region: 'eu-central-1' } }: Options = {},
) => {
  createAssetFolders();
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'quiesce-synth-')), context: { 'aws:cdk:bundling-stacks': [] } });
  if (nag) addNagChecks(app);
  return { app, ...quiesce(app, stageOf(stage, { ...defaultContext, ...context }), env) };
};

/** The templates of a stage as JSON. A stage without a domain has no edge. */
interface StageTemplates {
  readonly sender: object;
  readonly data: object;
  readonly service: object;
  readonly edge?: object;
}

const synthesize = (stage: StageName, context: StageContext): StageTemplates => {
  const { sender, data, service, edge } = appOf(stage, { context });
  const json = (stack: Stack) => Template.fromStack(stack).toJSON();
  return { sender: json(sender), data: json(data), service: json(service), ...(edge ? { edge: json(edge) } : {}) };
};

/** Synthesis takes seconds, so the suites of a run share the templates of the same stage and settings, as files. */
const sharedTemplates = (stage: StageName, context: StageContext): StageTemplates => {
  const settings = JSON.stringify([stage, context], (_, value) => (value === undefined ? 'undefined' : value));
  const file = join(synthesisDirectory(), `${createHash('sha256').update(settings).digest('hex')}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const templates = synthesize(stage, context);
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(templates));
  renameSync(unfinished, file);
  return templates;
};

/** The templates of a stage. `edge` exists only with the settings of a domain. */
export const templatesOf = (stage: StageName, context: StageContext = {}) => {
  const { sender, data, service, edge } = sharedTemplates(stage, context);
  return {
    sender: Template.fromJSON(sender),
    data: Template.fromJSON(data),
    service: Template.fromJSON(service),
    ...(edge ? { edge: Template.fromJSON(edge) } : {}),
  };
};

export interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Effect: string;
}

/** The statements of all role policies, each with the name of its policy. */
export const statementsOf = (template: Template): { policy: string; actions: readonly string[]; resource: string }[] =>
  Object.entries(template.findResources('AWS::IAM::Policy')).flatMap(([policy, { Properties }]) =>
    (Properties.PolicyDocument.Statement as Statement[]).map(({ Action, Resource }) => ({
      policy,
      actions: [Action].flat() as string[],
      resource: JSON.stringify(Resource),
    })),
  );
