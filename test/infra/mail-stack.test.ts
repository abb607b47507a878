import { expect, it } from '@jest/globals';
import { stageOf } from '../../infra/stage.ts';
import { Match } from './cdk.ts';
import { appOf, statementsOf, templatesOf } from './synthesized.ts';

const { sender, service } = templatesOf('prod');

it('P5 P8 mails go over TLS, track nothing, and respect the suppression list', () => {
  sender.resourceCountIs('AWS::SES::ConfigurationSet', 1);
  sender.hasResourceProperties('AWS::SES::ConfigurationSet', {
    Name: 'quiesce-prod-mails',
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    ReputationOptions: { ReputationMetricsEnabled: true },
    TrackingOptions: Match.absent(),
  });
});

it('P8 SES reports bounces, rejections, complaints and delays of the mails, and no opens and clicks', () => {
  sender.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
    EventDestination: {
      Enabled: true,
      MatchingEventTypes: ['bounce', 'reject', 'complaint', 'deliveryDelay'],
      EventBridgeDestination: {
        EventBusArn: Match.objectLike({ 'Fn::Join': ['', Match.arrayWith([':events:eu-central-1:123456789012:event-bus/default'])] }),
      },
    },
  });
});

it('the sender’s domain has a return address of its own, and is kept when the stack is deleted', () => {
  sender.hasResource('AWS::SES::EmailIdentity', {
    DeletionPolicy: 'Retain',
    Properties: {
      EmailIdentity: 'example.com',
      MailFromAttributes: { MailFromDomain: 'bounce.example.com', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
      // The set is named in each mail, because two stages may share the domain.
      ConfigurationSetAttributes: Match.absent(),
    },
  });
});

it('the DNS records that the domain needs are outputs: DKIM, the return address with SPF, and DMARC', () => {
  const outputs = sender.toJSON().Outputs as Record<string, { Value: unknown }>;
  const text = (value: unknown): string =>
    typeof value === 'string' ? value : (value as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1].map(part).join('');
  const part = (each: unknown): string => (typeof each === 'string' ? each : `<${(each as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][1]}>`);

  expect(Object.fromEntries(Object.entries(outputs).map(([name, { Value }]) => [name, text(Value)]))).toEqual({
    DnsDkim1: '<DkimDNSTokenName1> CNAME <DkimDNSTokenValue1>',
    DnsDkim2: '<DkimDNSTokenName2> CNAME <DkimDNSTokenValue2>',
    DnsDkim3: '<DkimDNSTokenName3> CNAME <DkimDNSTokenValue3>',
    DnsMailFromMx: 'bounce.example.com MX 10 feedback-smtp.eu-central-1.amazonses.com',
    DnsMailFromSpf: 'bounce.example.com TXT "v=spf1 include:amazonses.com -all"',
    DnsDmarc: '_dmarc.example.com TXT "v=DMARC1; p=quarantine"',
  });
});

it('the domain is deployed before the user pool, which must find it verified, and before the functions', () => {
  const { sender: first, data, service: last } = appOf('prod');
  expect(data.dependencies).toContain(first);
  expect(last.dependencies).toContain(first);
});

it('a second stage of an account uses the domain of the first, and tells its own mails by its own set', () => {
  const dev = templatesOf('dev', { mailIdentity: 'existing' });

  dev.sender.resourceCountIs('AWS::SES::EmailIdentity', 0);
  expect(dev.sender.toJSON().Outputs).toBeUndefined();
  dev.sender.hasResourceProperties('AWS::SES::ConfigurationSet', { Name: 'quiesce-dev-mails' });
  dev.service.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: Match.objectLike({ detail: { mail: { tags: { 'ses:configuration-set': ['quiesce-dev-mails'] } } } }),
  });
  expect(() => stageOf('dev', { bootstrapAdmin: 'a@example.com', mailFrom: 'b@example.com', mailIdentity: 'shared' })).toThrow(
    'got "shared", give --context mailIdentity=existing, or leave it out',
  );
});

it('X3 functions that send mail may do so with the set of the stage only, and get its name', () => {
  const sending = statementsOf(service).filter(({ actions }) => actions.includes('ses:SendEmail'));

  expect(sending.map(({ policy }) => policy.replace(/^Functions(\w+?)Role.*/, '$1')).toSorted()).toEqual(['approvals', 'notify']);
  for (const { actions, resource } of sending) {
    expect(actions).toEqual(['ses:SendEmail']);
    expect(resource).toContain(':configuration-set/quiesce-prod-mails');
  }
  for (const name of ['approvals', 'notify'])
    service.hasResourceProperties('AWS::Lambda::Function', {
      FunctionName: `quiesce-prod-${name}`,
      Environment: { Variables: Match.objectLike({ MAIL_FROM: 'quiesce@example.com', MAIL_CONFIGURATION_SET: 'quiesce-prod-mails' }) },
    });
});
