import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { stageOf } from '../../infra/stage.ts';
import { aConfigEvent } from '../support/config-events.ts';
import { refusal } from '../support/fake-aws.ts';
import { Match } from './cdk.ts';
import { countsOf } from './log-counts.ts';
import { consumersOf } from './queue-consumers.ts';
import { messageWith, runningHandlers } from './running-handlers.ts';
import { templatesOf } from './synthesized.ts';

const { service } = templatesOf('prod');
const rules = Object.values(service.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
const { lines, started } = runningHandlers();
const metrics = () => countsOf(service, 'Functionsdrift', lines).map(({ metric }) => metric);

it('C7 changes that AWS Config saw on the default bus reach their function', () => {
  const [rule] = rules.filter(({ EventPattern }) => EventPattern?.source?.[0] === 'aws.config');

  expect(rule?.EventBusName).toBeUndefined();
  expect(rule?.EventPattern).toEqual({ source: ['aws.config'], 'detail-type': ['Config Configuration Item Change'] });
  expect(rule?.Targets).toMatchObject([
    {
      Arn: { 'Fn::GetAtt': [expect.stringMatching(/^ConfigEventsQueue/), 'Arn'] },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringMatching(/^UndeliveredEvents/), 'Arn'] } },
      RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
    },
  ]);
  const [mapping] = consumersOf(service).filter(({ name }) => name === 'quiesce-prod-drift');
  expect(mapping?.mapping.EventSourceArn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^ConfigEventsQueue/), 'Arn'] });
});

it.each([
  ['M5', 'alarm of no monitor', 'Functionscloudwatch'],
  ['C7', 'resource of no configuration item', 'Functionsdrift'],
])('%s events with the line "%s" are counted', (_, line, logGroup) => {
  service.hasResourceProperties('AWS::Logs::MetricFilter', {
    FilterPattern: `{ $.message = "${line}" }`,
    LogGroupName: { Ref: Match.stringLikeRegexp(logGroup) },
    MetricTransformations: [{ MetricNamespace: 'Quiesce/prod', MetricName: 'UnmatchedEvents', MetricValue: '1' }],
  });
});

it('E2 C7 drift: an event that cannot be stored is reported as failed and counted; one that nobody can read goes to the dead letters', async () => {
  const { handler } = await import('../../functions/drift/handler.ts');

  const answer = await handler(messageWith(aConfigEvent({ at: '2026-11-24T12:00:00.000Z' })));
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'a message' }] });
  expect(metrics()).toEqual(['FailedWork']);

  lines.length = 0;
  const sent: object[] = [];
  started.aws?.answers((operation, { QueueUrl, MessageBody }) => {
    if (operation !== 'AmazonSQS.SendMessage') return refusal;
    sent.push({ QueueUrl, MessageBody });
    return { body: { MessageId: 'm', MD5OfMessageBody: createHash('md5').update(MessageBody).digest('hex') } };
  });
  expect(await handler(messageWith({ source: 'aws.config' }))).toEqual({ batchItemFailures: [] });
  expect(sent).toEqual([{ QueueUrl: expect.stringMatching(/config-dead-letters$/), MessageBody: '{"source":"aws.config"}' }]);
  expect(metrics()).toEqual([]);
  // While the dead letters cannot be reached either, the message stays in its queue.
  started.aws?.answers(() => refusal);
  expect(await handler(messageWith({ source: 'aws.config' }))).toEqual({ batchItemFailures: [{ itemIdentifier: 'a message' }] });
});

it('C7 without a bucket in the settings the function may read no file, and the name must be that of a bucket', () => {
  const { service: without } = templatesOf('dev', { configBucket: undefined } as never);
  expect(JSON.stringify(without.toJSON())).not.toContain('OversizedChangeNotification');
  const settings = { bootstrapAdmin: 'admin@example.com', mailFrom: 'quiesce@example.com' };
  for (const configBucket of ['', '*', 'arn:aws:s3:::files', 'Files', 'a/b'])
    expect(() => stageOf('dev', { ...settings, configBucket })).toThrow('configBucket');
});
