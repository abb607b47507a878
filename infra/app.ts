import { App } from 'aws-cdk-lib';
import { checked, quiesce } from './stacks/quiesce.ts';
import { stageOf } from './stage.ts';

// The only file that reads context and account: everything below gets typed settings.
const app = new App();
const given = (key: string): Record<string, string> => {
  const value: unknown = app.node.tryGetContext(key);
  return typeof value === 'string' && value !== '' ? { [key]: value } : {};
};
const stage = stageOf(app.node.tryGetContext('stage'), { ...given('publicUrl'), ...given('bootstrapAdmin'), ...given('mailFrom') });
const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;

checked(app);
quiesce(app, stage, { ...(account ? { account } : {}), ...(region ? { region } : {}) });
