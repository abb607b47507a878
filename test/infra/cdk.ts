import { runInThisContext } from 'node:vm';

/**
 * The CDK and the code that builds the stacks, loaded by Node itself: in each process of jest once, and not anew for each test file, which
 * would take seconds. That code has its own copies of the modules of infra and shared, so it must not be compared with theirs by identity.
 */
const load: NodeJS.Require = runInThisContext("process.getBuiltinModule('node:module')").createRequire(import.meta.url);

export const { App, Stack, Validations } = load('aws-cdk-lib') as typeof import('aws-cdk-lib');
export const { Match, Template } = load('aws-cdk-lib/assertions') as typeof import('aws-cdk-lib/assertions');
export type Template = import('aws-cdk-lib/assertions').Template;
export const { NagPack } = load('cdk-nag') as typeof import('cdk-nag');
export const { addNagChecks, quiesce } = load('../../infra/stacks/quiesce.ts') as typeof import('../../infra/stacks/quiesce.ts');
export const { rollbackAlarms } = load(
  '../../infra/constructs/gradual-deployments.ts',
) as typeof import('../../infra/constructs/gradual-deployments.ts');
