import { expect, it } from '@jest/globals';
import type { Account } from '../../infra/preflight/account.ts';
import { type Finding, type PlacedStage, preflight } from '../../infra/preflight/checks.ts';
import { type StageContext, type StageName, stageOf } from '../../infra/stage.ts';
import { allFunctions } from '../../shared/functions/all-functions.ts';

const place = { account: '123456789012', region: 'eu-central-1' };
const settings = { ...place, bootstrapAdmin: 'a@example.com', mailFrom: 'quiesce@example.com', onCall: 'c@example.com' };
const stageWith = (context: StageContext = {}, name: StageName = 'prod'): PlacedStage => ({
  ...stageOf(name, { ...settings, ...context }),
  ...place,
  settings: ['--context', `stage=${name}`, '--context', 'mailFrom=Quiesce <quiesce@example.com>'],
});

/** An account that lacks nothing. */
const readyAccount: Account = {
  id: async () => place.account,
  concurrency: async () => ({ limit: 1_000, unreserved: 1_000 }),
  reservedBy: async () => 0,
  mail: async () => ({ isOutOfSandbox: true, isSending: true }),
  mailDomain: async () => ({ isVerified: true, tokens: [] }),
  bootstrapVersion: async () => 28,
};

const check = (account: Partial<Account>, stage = stageWith()) => preflight(stage, { ...readyAccount, ...account });
const lackingIn = (findings: readonly Finding[]) => findings.filter(({ state }) => state === 'lacking');
/** What is wrong and its remedy. */
const textOf = (finding: Finding | undefined) => [finding?.what, ...(finding?.remedy ?? [])].join('\n');

/** What the settings of prod reserve. */
const reservedInProd = allFunctions.reduce((sum, { concurrency }) => {
  const reserved = concurrency && stageWith().reservedConcurrency[concurrency];
  return sum + (reserved ?? 0);
}, 0);

it('an account that lacks nothing passes', async () => {
  const findings = await check({});

  expect(findings.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
});

it('credentials of another account are refused, and nothing else is looked at', async () => {
  const findings = await check({ id: async () => '999999999999', mail: () => Promise.reject(new Error('asked the wrong account')) });

  expect(findings.map(textOf)).toEqual([
    'the credentials of the shell belong to account 999999999999, but stage prod is for 123456789012\nUse credentials of 123456789012.',
  ]);
  expect(lackingIn(findings)).toHaveLength(1);
});

it('too little Lambda concurrency is named with what is needed, and the request for more', async () => {
  expect(reservedInProd).toBeGreaterThan(0);
  const needed = reservedInProd + 100;
  const [finding, ...others] = lackingIn(await check({ concurrency: async () => ({ limit: 50, unreserved: 50 }) }));

  expect(others).toEqual([]);
  expect(textOf(finding)).toContain(
    `${needed} executions are needed (${reservedInProd} reserved and 100 for all other functions), 50 of 50`,
  );
  expect(finding?.remedy).toContain(
    'aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value 1000 --region eu-central-1',
  );
});

it('what other stacks reserve is not free, and what this stack reserves already is', async () => {
  const needed = reservedInProd + 100;
  const crowded = { limit: 1_000, unreserved: needed - 1 };

  expect(textOf(lackingIn(await check({ concurrency: async () => crowded }))[0])).toContain('--desired-value 1001 ');
  expect(lackingIn(await check({ concurrency: async () => ({ ...crowded, unreserved: needed }) }))).toEqual([]);
  // Deployed before: its own reservations are part of what is not unreserved.
  const deployed = { concurrency: async () => ({ limit: needed, unreserved: 100 }) };
  const reservedBy = async (name: string) => {
    const record = allFunctions.find((each) => `quiesce-prod-${each.name}` === name);
    return (record?.concurrency && stageWith().reservedConcurrency[record.concurrency]) ?? 0;
  };
  expect(lackingIn(await check({ ...deployed, reservedBy }))).toEqual([]);
  expect(lackingIn(await check(deployed))).toHaveLength(1);
});

it('a stage that reserves nothing needs the least that Lambda demands', async () => {
  const findings = await check({ concurrency: async () => ({ limit: 100, unreserved: 100 }) }, stageWith({}, 'dev'));

  expect(lackingIn(findings)).toEqual([]);
});

it('SES in the sandbox lacks in prod, with the request for production access; in dev it may stay', async () => {
  const sandbox = { mail: async () => ({ isOutOfSandbox: false, isSending: true }) };
  const [finding] = lackingIn(await check(sandbox));

  expect(textOf(finding)).toContain('sandbox');
  expect(textOf(finding)).toContain('aws sesv2 put-account-details --production-access-enabled --mail-type TRANSACTIONAL');
  expect(lackingIn(await check(sandbox, stageWith({}, 'dev')))).toEqual([]);
});

it('paused sending lacks, too', async () => {
  const [finding] = lackingIn(await check({ mail: async () => ({ isOutOfSandbox: true, isSending: false }) }));

  expect(textOf(finding)).toContain('sending is paused');
});

it('a domain that is not verified lacks in every stage, with its DNS records; before, its stack is to be deployed', async () => {
  const unverified = { mailDomain: async () => ({ isVerified: false, tokens: ['one', 'two'] }) };
  const [finding] = lackingIn(await check(unverified));

  expect(finding?.remedy).toEqual(
    expect.arrayContaining([
      'one._domainkey.example.com CNAME one.dkim.amazonses.com',
      'two._domainkey.example.com CNAME two.dkim.amazonses.com',
    ]),
  );
  for (const stage of ['prod', 'dev'] as const) {
    const absent = lackingIn(await check({ mailDomain: async () => undefined }, stageWith({}, stage)));
    expect(absent.map(({ remedy }) => remedy.slice(-2))).toEqual([
      [
        'npm run bundle',
        `npx cdk deploy quiesce-${stage}-mail --context stage=${stage} --context 'mailFrom=Quiesce <quiesce@example.com>'`,
      ],
    ]);
    expect(lackingIn(await check(unverified, stageWith({}, stage)))).toHaveLength(1);
  }
});

it('a region without a bootstrap stack, or with an old one, is named with the command', async () => {
  for (const version of [undefined, 5]) {
    const [finding] = lackingIn(await check({ bootstrapVersion: async () => version }));
    expect(finding?.remedy).toEqual(['npx cdk bootstrap aws://123456789012/eu-central-1']);
  }
});

it('a domain in front of the API needs the bootstrap stack in us-east-1 as well', async () => {
  const stage = stageWith({
    domainName: 'quiesce.example.com',
    originCertificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/one',
    edgeCertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/two',
  });
  const bootstrapVersion = async (region: string) => (region === 'us-east-1' ? undefined : 28);

  expect(lackingIn(await check({ bootstrapVersion }, stage)).map(({ remedy }) => remedy)).toEqual([
    ['npx cdk bootstrap aws://123456789012/us-east-1'],
  ]);
  expect(lackingIn(await check({ bootstrapVersion }))).toEqual([]);
});
