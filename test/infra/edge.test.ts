import { expect, it } from '@jest/globals';
import { originProofHeader } from '../../shared/env/origin-proof-header.ts';
import { allAreas } from '../../shared/functions/all-functions.ts';
import { Match, Template } from './cdk.ts';
import { appOf, domainSettings as settings, templatesOf } from './synthesized.ts';

const { edge: maybeEdge, service } = templatesOf('prod', settings);
if (!maybeEdge) throw new Error('a domain is given, but there is no edge stack');
const edge = maybeEdge;

interface Rule {
  readonly Name: string;
  readonly Statement: ReturnType<typeof JSON.parse>;
  readonly VisibilityConfig: { readonly MetricName: string };
  readonly Action: { readonly Block: { readonly CustomResponse: { readonly ResponseCode: number } } };
}
const [acl] = Object.values(edge.findResources('AWS::WAFv2::WebACL')).map(({ Properties }) => Properties);
const rules: readonly Rule[] = acl?.Rules;
const ruleOf = (name: string): Rule => {
  const found = rules.find(({ Name }) => Name === name);
  if (!found) throw new Error(`no rule ${name}`);
  return found;
};
const alarmNamed = (name: string) => {
  const [found] = Object.values(edge.findResources('AWS::CloudWatch::Alarm', { Properties: { AlarmName: `quiesce-prod: ${name}` } }));
  if (!found) throw new Error(`no alarm ${name}`);
  return found;
};
const statusOf = (name: string): number => ruleOf(name).Action.Block.CustomResponse.ResponseCode;

it('X3 without a domain there is no edge stack, and the API answers on its own address', () => {
  const { edge: none, service: plain } = templatesOf('prod');

  expect(none).toBeUndefined();
  plain.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: false });
});

it('X3 with a domain, the API answers only by its origin name, and links and CloudFront have the domain', () => {
  service.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
  service.hasResourceProperties('AWS::ApiGatewayV2::DomainName', { DomainName: 'origin.quiesce.example.com' });
  service.hasResourceProperties('AWS::ApiGatewayV2::ApiMapping', { Stage: '$default' });
  service.hasOutput('OriginTarget', {});
  const [distribution] = Object.values(edge.findResources('AWS::CloudFront::Distribution')).map(
    ({ Properties }) => Properties.DistributionConfig,
  );
  expect(distribution.Aliases).toEqual(['quiesce.example.com']);
  expect(distribution.Origins[0].DomainName).toBe('origin.quiesce.example.com');
  expect(distribution.WebACLId).toEqual({ 'Fn::GetAtt': [expect.stringContaining('WebAcl'), 'Arn'] });
  expect(distribution.ViewerCertificate).toMatchObject({ MinimumProtocolVersion: 'TLSv1.2_2021' });
  service.hasOutput('ApiUrl', { Value: 'https://quiesce.example.com' });
});

it('S10 with plainEndpoint=on the API also answers on its own address, until monitors have moved to the domain', () => {
  const { service: moving } = templatesOf('prod', { ...settings, plainEndpoint: 'on' });

  moving.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: false });
  moving.hasResourceProperties('AWS::ApiGatewayV2::DomainName', { DomainName: 'origin.quiesce.example.com' });
  moving.hasOutput('ApiUrl', { Value: 'https://quiesce.example.com' });
  expect(new Set(proofsDemanded(moving))).toEqual(new Set(['']));
  const off = templatesOf('prod', { ...settings, plainEndpoint: 'off' }).service;
  off.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
});

it('plainEndpoint is on or off, and makes no sense without a domain', () => {
  expect(() => appOf('prod', { context: { ...settings, plainEndpoint: 'yes' } })).toThrow(
    'the setting plainEndpoint is "yes", which is unknown: give --context plainEndpoint=on|off',
  );
  expect(() => appOf('prod', { context: { plainEndpoint: 'on' } })).toThrow('give --context domainName=… as well');
});

/** The proof that each function of an area demands, as the template has it. */
const proofsDemanded = (template: typeof service): unknown[] => {
  const functions = Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => Properties);
  return allAreas.map(({ name }) => {
    const variables = functions.find(({ FunctionName }) => FunctionName === `quiesce-prod-${name}`)?.Environment.Variables;
    return variables.ORIGIN_PROOF;
  });
};

it('X3 with a domain, every function of an area demands the secret that CloudFront sends, and CloudFormation alone knows it', () => {
  const [secret, ...others] = Object.entries(service.findResources('AWS::SecretsManager::Secret'));
  expect(others).toEqual([]);
  const [id, resource] = secret ?? [];
  expect(resource?.Properties).toMatchObject({
    Name: 'quiesce-prod-origin-proof',
    GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true },
    ReplicaRegions: [{ Region: 'us-east-1' }],
  });
  const filledIn = { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: id }, ':SecretString:::}}']] };
  const demanded = proofsDemanded(service);
  expect(demanded.length).toBeGreaterThan(7);
  for (const proof of demanded) expect(proof).toEqual(filledIn);

  const [distribution] = Object.values(edge.findResources('AWS::CloudFront::Distribution'));
  expect(distribution?.Properties.DistributionConfig.Origins[0].OriginCustomHeaders).toEqual([
    { HeaderName: originProofHeader, HeaderValue: '{{resolve:secretsmanager:quiesce-prod-origin-proof:SecretString:::}}' },
  ]);
  const stacks = appOf('prod', { context: settings });
  expect(stacks.edge?.dependencies).toContain(stacks.service);
});

it('X3 the stage that is in us-east-1 itself needs no copy of the secret, and a stage without a domain has none', () => {
  const { service: same } = appOf('prod', {
    context: { ...settings, region: 'us-east-1' },
    env: { account: '123456789012', region: 'us-east-1' },
  });
  Template.fromStack(same).hasResourceProperties('AWS::SecretsManager::Secret', { ReplicaRegions: Match.absent() });

  const plain = templatesOf('prod').service;
  plain.resourceCountIs('AWS::SecretsManager::Secret', 0);
  expect(new Set(proofsDemanded(plain))).toEqual(new Set(['']));
});

it('the edge stack is in us-east-1, as CloudFront demands', () => {
  expect(appOf('prod', { context: settings }).edge?.region).toBe('us-east-1');
  expect(acl?.Scope).toBe('CLOUDFRONT');
});

it('S10 a monitoring system that sends too much is answered 503, which it tries again; others 429', () => {
  expect(statusOf('AlertFlood')).toBe(503);
  expect(statusOf('Flood')).toBe(429);
  const [alerts, others] = ['AlertFlood', 'Flood'].map((name) => ruleOf(name).Statement.RateBasedStatement);
  expect({ ...alerts, ...{ ScopeDownStatement: undefined } }).toMatchObject({
    AggregateKeyType: 'IP',
    Limit: 30_000,
    EvaluationWindowSec: 300,
  });
  expect(others).toMatchObject({ Limit: 3_000, ScopeDownStatement: { NotStatement: { Statement: alerts.ScopeDownStatement } } });
});

it('X3 alerts without a token, and bodies that no function takes, do not reach a function', () => {
  expect(statusOf('AlertsWithoutToken')).toBe(401);
  const [toIngest, withoutToken] = ruleOf('AlertsWithoutToken').Statement.AndStatement.Statements;
  const path = new RegExp(toIngest.RegexMatchStatement.RegexString);
  expect(path.test('/v1/monitors/0198c5d2-0000-7000-8000-000000000000/alerts')).toBe(true);
  expect(path.test('/v1/monitors/0198c5d2-0000-7000-8000-000000000000/episodes')).toBe(false);
  expect(path.test('/v1/monitors')).toBe(false);
  expect(withoutToken.NotStatement.Statement.SizeConstraintStatement).toMatchObject({
    FieldToMatch: { SingleHeader: { Name: 'authorization' } },
    ComparisonOperator: 'GT',
    Size: 0,
  });
  expect(statusOf('LargeBodies')).toBe(413);
  const length = new RegExp(ruleOf('LargeBodies').Statement.RegexMatchStatement.RegexString);
  expect(['6000000', '12345678', '99999999999'].every((bytes) => length.test(bytes))).toBe(true);
  expect(['0', '999999', '5242880', '5999999'].some((bytes) => length.test(bytes))).toBe(false);
});

it('X3 a long body that does not declare its length is refused, unless it has alerts, which no monitor would send again', () => {
  expect(statusOf('LongBodiesWithoutLength')).toBe(411);
  const [notAlerts, withoutLength, isLong] = ruleOf('LongBodiesWithoutLength').Statement.AndStatement.Statements;
  expect(notAlerts.NotStatement.Statement).toEqual(ruleOf('AlertsWithoutToken').Statement.AndStatement.Statements[0]);
  expect(withoutLength.NotStatement.Statement.SizeConstraintStatement).toMatchObject({
    FieldToMatch: { SingleHeader: { Name: 'content-length' } },
    ...{ ComparisonOperator: 'GT', Size: 0 },
  });
  // WAF sees 16 kB of a body. What is longer matches as well.
  expect(isLong.SizeConstraintStatement).toMatchObject({
    FieldToMatch: { Body: { OversizeHandling: 'MATCH' } },
    ...{ ComparisonOperator: 'GT', Size: 8_192 },
  });
});

it('E2 what WAF refuses is heard: any alert, and floods of other requests, by a topic in the region of the edge', () => {
  const { Properties: alerts } = alarmNamed('Edge refuses alerts');
  const counted = alerts.Metrics.flatMap(({ MetricStat }: { MetricStat?: { Metric: unknown } }) => MetricStat?.Metric ?? []);
  const blocked = (Rule: string) => ({
    ...{ Namespace: 'AWS/WAFV2', MetricName: 'BlockedRequests' },
    Dimensions: [
      { Name: 'Rule', Value: Rule },
      { Name: 'WebACL', Value: acl?.VisibilityConfig.MetricName },
    ],
  });
  // The dimension is the metric's name of the rule.
  const metricOf = (name: string) => ruleOf(name).VisibilityConfig.MetricName;
  expect(counted).toEqual([blocked(metricOf('AlertsWithoutToken')), blocked(metricOf('AlertFlood'))]);
  expect([alerts.Threshold, alerts.ComparisonOperator, alerts.TreatMissingData]).toEqual([0, 'GreaterThanThreshold', 'notBreaching']);

  const { Properties: all } = alarmNamed('Edge refuses requests');
  expect(all).toMatchObject({ ...blocked('ALL'), Threshold: 1_000, Period: 300, Statistic: 'Sum' });
  const [topic] = Object.keys(edge.findResources('AWS::SNS::Topic'));
  for (const { AlarmActions, OKActions } of [alerts, all]) expect([AlarmActions, OKActions]).toEqual([[{ Ref: topic }], [{ Ref: topic }]]);
  edge.hasResourceProperties('AWS::SNS::Subscription', { TopicArn: { Ref: topic }, Protocol: 'email', Endpoint: 'on-call@example.com' });
  edge.hasOutput('EdgeAlarmTopicArn', { Value: { Ref: topic } });
});

it.each([
  ['no certificate for the origin', { ...settings, originCertificateArn: undefined }, 'originCertificateArn'],
  [
    'a certificate for CloudFront in another region',
    { ...settings, edgeCertificateArn: settings.originCertificateArn },
    'edgeCertificateArn',
  ],
])('a domain with %s is refused, and the error names the setting', (_, given, key) => {
  const context = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

  expect(() => appOf('prod', { context })).toThrow(`--context ${key}=`);
});
