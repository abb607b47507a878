import { type App, type Environment, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Stage } from '../stage.ts';
import { DataStack } from './data-stack.ts';
import { EdgeStack } from './edge-stack.ts';
import { MailStack } from './mail-stack.ts';
import { ServiceStack } from './service-stack.ts';

/**
 * The stacks of one stage: the sender of mails, data that must be kept, the service, which can be deleted and deployed again, and with a
 * domain, what stands in front of the API.
 */
export const quiesce = (app: App, stage: Stage, env: Environment) => {
  const protectedStack = { stage, env, terminationProtection: stage.retained };
  const sender = new MailStack(app, `quiesce-${stage.name}-mail`, protectedStack);
  const { mail } = sender;
  const data = new DataStack(app, `quiesce-${stage.name}-data`, { ...protectedStack, mail });
  data.addStackDependency(sender);
  const service = new ServiceStack(app, `quiesce-${stage.name}-service`, { stage, data, mail, env });
  service.addStackDependency(sender);
  const { domain } = stage;
  const edge = domain && new EdgeStack(app, `quiesce-${stage.name}-edge`, { stage, domain, env: { ...env, region: 'us-east-1' } });
  // CloudFront sends a proof that the service stack creates.
  edge?.addStackDependency(service);
  Tags.of(app).add('application', 'quiesce');
  Tags.of(app).add('stage', stage.name);
  return { sender, data, service, edge };
};

/** Synthesis fails on every cdk-nag finding that nobody has acknowledged with a reason. */
export const addNagChecks = (app: App): void => Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
