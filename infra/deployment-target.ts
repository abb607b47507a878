/** The settings of a deployment that say where it goes, and how new versions take over. */
export interface TargetContext {
  readonly account?: string;
  readonly region?: string;
  readonly rollout?: string;
}

/** How new versions of functions in the path of pages and decisions take over: a tenth of the requests first, or all at once. */
export const rollouts = ['canary', 'at-once'] as const;
export type Rollout = (typeof rollouts)[number];

interface AccountAndRegion {
  readonly account?: string;
  readonly region?: string;
}

const isAccount = (text: string): boolean => /^\d{12}$/.test(text);
const isRegion = (text: string): boolean => /^[a-z]{2}(-[a-z]+)+-\d$/.test(text);

/** The account and the region of the settings. @throws Error if one is wrong, or missing although it is required */
export const accountAndRegion = (
  stage: string,
  { account, region }: TargetContext,
  { isRequired = false }: { readonly isRequired?: boolean } = {},
): AccountAndRegion => {
  const refuse = (what: string, got: unknown, example: string) =>
    new Error(`stage ${stage} needs the ${what} that it is deployed to: got ${JSON.stringify(got)}, give --context ${what}=${example}`);
  if (account === undefined ? isRequired : !isAccount(account)) throw refuse('account', account, '123456789012');
  if (region === undefined ? isRequired : !isRegion(region)) throw refuse('region', region, 'eu-central-1');
  return { ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) };
};

/** The way of the settings, or the usual one of the stage. @throws Error if there is no such way */
export const rolloutOf = ({ rollout }: TargetContext, usual: Rollout): Rollout => {
  const known = rollouts.find((each) => each === (rollout ?? usual));
  if (known === undefined) throw new Error(`unknown rollout ${JSON.stringify(rollout)}: give --context rollout=${rollouts.join('|')}`);
  return known;
};

/**
 * The account and the region of a deployment: those of the stage's settings, otherwise those of the shell.
 * @throws Error if the stage is for another account or region than the shell's, so that a deployment cannot go astray
 */
export const deploymentTarget = (stage: AccountAndRegion & { readonly name: string }, shell: AccountAndRegion): AccountAndRegion => {
  const differing = (['account', 'region'] as const).find((key) => stage[key] && shell[key] && stage[key] !== shell[key]);
  if (differing) {
    const [wanted, got] = [stage[differing], shell[differing]];
    throw new Error(
      `stage ${stage.name} is for the ${differing} ${wanted}, but your shell is set up for ${got}: ` +
        `${differing === 'account' ? `use credentials of ${wanted}` : `set AWS_REGION=${wanted}`}, or give --context ${differing}=${got}`,
    );
  }
  const account = stage.account ?? shell.account;
  const region = stage.region ?? shell.region;
  return { ...(account ? { account } : {}), ...(region ? { region } : {}) };
};
