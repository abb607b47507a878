import { App } from 'aws-cdk-lib';
import { deploymentTarget } from './deployment-target.ts';
import { addNagChecks, quiesce } from './stacks/quiesce.ts';
import { stageOf } from './stage.ts';

// The only file that reads the CDK context and the account. Stacks and constructs get typed settings.
const app = new App();
const contextValue = (key: string): Record<string, string> => {
  const value: unknown = app.node.tryGetContext(key);
  return typeof value === 'string' && value !== '' ? { [key]: value } : {};
};
const stage = stageOf(app.node.tryGetContext('stage'), {
  ...contextValue('publicUrl'),
  ...contextValue('bootstrapAdmin'),
  ...contextValue('mailFrom'),
  ...contextValue('onCall'),
  ...contextValue('monthlyBudget'),
  ...contextValue('mailIdentity'),
  ...contextValue('issuerUrl'),
  ...contextValue('audience'),
  ...contextValue('emailVerifiedClaim'),
  ...contextValue('receiverTopics'),
  ...contextValue('configBucket'),
  ...contextValue('domainName'),
  ...contextValue('originCertificateArn'),
  ...contextValue('edgeCertificateArn'),
  ...contextValue('plainEndpoint'),
  ...contextValue('tableName'),
  ...contextValue('tableStreamArn'),
  ...contextValue('restoreEpoch'),
  ...contextValue('userPoolNumber'),
  ...contextValue('retentionDays'),
  ...contextValue('account'),
  ...contextValue('region'),
  ...contextValue('rollout'),
});
const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;

addNagChecks(app);
quiesce(app, stage, deploymentTarget(stage, { ...(account ? { account } : {}), ...(region ? { region } : {}) }));
