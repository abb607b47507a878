import { allFunctions } from '../../shared/functions/all-functions.ts';
import type { Stage } from '../stage.ts';
import type { Account } from './account.ts';

/** The outcome of one check. `later` is what the first deployment brings itself, or what the stage can do without. */
export interface Finding {
  readonly state: 'ok' | 'later' | 'lacking';
  readonly what: string;
  /** What to ask for and how: sentences, commands and DNS records, a line each. */
  readonly remedy: readonly string[];
}

/** A stage with the place that it is deployed to. */
export type PlacedStage = Stage & {
  readonly account: string;
  readonly region: string;
  /** The settings of the deployment, as arguments of `cdk`. */
  readonly settings: readonly string[];
};

/** Lambda demands that this many executions are not reserved. */
const leastUnreserved = 100;
/** What an account has by default. A new account may have less, and can ask for no less than this. */
const usualConcurrency = 1_000;
/** The templates of this version of the CDK ask for it. */
const leastBootstrap = 6;

const found = (state: Finding['state'], what: string, ...remedy: readonly string[]): Finding => ({ state, what, remedy });

const reservations = ({ name: stage, reservedConcurrency }: Stage) =>
  allFunctions.flatMap(({ name, concurrency }) => {
    const reserved = concurrency && reservedConcurrency[concurrency];
    return reserved === undefined ? [] : [{ name: `quiesce-${stage}-${name}`, reserved }];
  });

/** What the deployment reserves must leave 100 executions to all other functions. What it has reserved already counts as free. */
const concurrency = async (stage: PlacedStage, account: Account): Promise<Finding> => {
  const { limit, unreserved } = await account.concurrency();
  const wanted = reservations(stage);
  const reservedNow = await Promise.all(wanted.map(({ name }) => account.reservedBy(name)));
  const total = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);
  const needed = total(wanted.map(({ reserved }) => reserved)) + leastUnreserved;
  const free = unreserved + total(reservedNow);
  const what = `Lambda concurrency: ${needed} executions are needed (${needed - leastUnreserved} reserved and ${leastUnreserved} for all other functions), ${free} of ${limit} are free`;
  if (free >= needed) return found('ok', what);
  const desired = Math.max(usualConcurrency, limit + needed - free);
  return found(
    'lacking',
    what,
    `Ask for a quota of ${desired} concurrent executions:`,
    `aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value ${desired} --region ${stage.region}`,
    'If Service Quotas refuses because this is not above its default, open a support case "Service limit increase" for Lambda with this number.',
  );
};

const senderDomain = ({ mailFrom }: Stage): string => mailFrom.slice(mailFrom.indexOf('@') + 1);

/** Only prod must be able to mail people whose addresses nobody has verified. */
const missingIn = ({ name }: Stage): Finding['state'] => (name === 'prod' ? 'lacking' : 'later');

const sandbox = async (stage: PlacedStage, account: Account): Promise<Finding> => {
  const { isOutOfSandbox, isSending } = await account.mail();
  if (isOutOfSandbox && isSending) return found('ok', 'Amazon SES may send mails to everyone');
  if (isOutOfSandbox)
    return found(
      missingIn(stage),
      'Amazon SES: sending is paused',
      'AWS paused it because of bounces or complaints. The SES console, "Reputation metrics", has the reason and what to answer.',
    );
  return found(
    missingIn(stage),
    'Amazon SES is in the sandbox: only verified addresses get mails, so approvers get none',
    'Ask for production access (AWS answers within a day):',
    `aws sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL --website-url https://${senderDomain(stage)} ` +
      `--use-case-description 'Requests for approval and notices about changes, only to our own staff' --region ${stage.region}`,
  );
};

/** An argument as a shell reads it. */
const quoted = (argument: string): string => (/^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`);

/** Cognito refuses a sender that is not verified, so the domain comes before the user pool, in every stage. */
const domain = async (stage: PlacedStage, account: Account): Promise<Finding> => {
  const name = senderDomain(stage);
  const identity = await account.mailDomain(name);
  if (identity === undefined)
    return found(
      'lacking',
      `Amazon SES does not know ${name}, the domain of mailFrom`,
      'Its own stack creates it, with the settings of the deployment. The outputs of the stack are the DNS records.',
      'npm run bundle',
      ['npx cdk deploy', `quiesce-${stage.name}-mail`, ...stage.settings.map(quoted)].join(' '),
    );
  if (identity.isVerified) return found('ok', `Amazon SES has verified ${name}, the domain of mailFrom`);
  const records = identity.tokens.map((token) => `${token}._domainkey.${name} CNAME ${token}.dkim.amazonses.com`);
  const hint = 'Publish these DNS records. SES sees them within minutes, at most within 72 hours:';
  return found('lacking', `Amazon SES has not verified ${name}, the domain of mailFrom`, hint, ...records);
};

const bootstrap = async ({ account: id }: PlacedStage, account: Account, region: string): Promise<Finding> => {
  const version = await account.bootstrapVersion(region);
  if (version !== undefined && version >= leastBootstrap) return found('ok', `CDK is bootstrapped in ${region} (version ${version})`);
  const what = version === undefined ? 'is not bootstrapped' : `has the old bootstrap stack ${version}, it takes ${leastBootstrap}`;
  return found('lacking', `CDK: ${region} ${what}`, `npx cdk bootstrap aws://${id}/${region}`);
};

/** The regions of the stage: CloudFront and WAF, in front of a domain, are in us-east-1. */
const regionsOf = ({ region, domain }: PlacedStage): readonly string[] => [...new Set([region, ...(domain ? ['us-east-1'] : [])])];

/** Checks what a deployment needs of the account. With credentials of another account nothing else is looked at. */
export const preflight = async (stage: PlacedStage, account: Account): Promise<readonly Finding[]> => {
  const id = await account.id();
  const what = `the credentials of the shell belong to account ${id}`;
  if (id !== stage.account)
    return [found('lacking', `${what}, but stage ${stage.name} is for ${stage.account}`, `Use credentials of ${stage.account}.`)];
  return [
    found('ok', what),
    ...(await Promise.all([
      ...regionsOf(stage).map((region) => bootstrap(stage, account, region)),
      concurrency(stage, account),
      sandbox(stage, account),
      domain(stage, account),
    ])),
  ];
};
