import { randomUUID } from 'node:crypto';
import { SNSClient, SubscribeCommand, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { account, clientFor, region, unsignedHeaders } from '../../infra/local/emulator.ts';
import { soon } from '../support/alert-scene.ts';
import { eventually } from '../support/poll.ts';
import { deployedStack } from '../support/stack.ts';

const stack = deployedStack();
const client = clientFor(stack.awsEndpoint);
const [sns, sqs] = [new SNSClient(client), new SQSClient(client)];
const subscriber: { queue?: string; subscription?: string } = {};

/** Subscribes a queue to the topic of the stack's alarms, as the person on call is subscribed to it on AWS. */
beforeAll(async () => {
  const QueueName = `on-call-${randomUUID()}`;
  const Endpoint = `arn:aws:sqs:${region}:${account}:${QueueName}`;
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: Endpoint }];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { Policy } }));
  const { SubscriptionArn } = await sns.send(
    new SubscribeCommand({ TopicArn: stack.outputs.AlarmTopicArn, Protocol: 'sqs', Endpoint, Attributes: { RawMessageDelivery: 'true' } }),
  );
  Object.assign(subscriber, { queue: QueueUrl, subscription: SubscriptionArn });
});
afterAll(() => sns.send(new UnsubscribeCommand({ SubscriptionArn: subscriber.subscription })));

const setAlarmState = async (AlarmName: string, StateValue: 'ALARM' | 'OK'): Promise<void> => {
  const body = new URLSearchParams({ Action: 'SetAlarmState', Version: '2010-08-01', AlarmName, StateValue, StateReason: 'drill' });
  const answer = await fetch(stack.awsEndpoint, { method: 'POST', headers: unsignedHeaders('monitoring'), body });
  if (!answer.ok) throw new Error(`SetAlarmState: ${answer.status} ${await answer.text()}`);
};

const nextMessage = () =>
  eventually(async () => {
    const { Messages: [first] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: subscriber.queue, WaitTimeSeconds: 1 }));
    if (!first) throw new Error('the subscriber has heard nothing yet');
    return JSON.parse(first.Body ?? '') as { readonly AlarmName: string; readonly NewStateValue: string };
  }, soon);

it('E2 a drill is heard: who is subscribed to the topic gets the state of an alarm when it starts and when it ends', async () => {
  const AlarmName = 'quiesce-local: Sweep is not running';

  await setAlarmState(AlarmName, 'ALARM');
  expect(await nextMessage()).toMatchObject({ AlarmName, NewStateValue: 'ALARM' });
  await setAlarmState(AlarmName, 'OK');
  expect(await nextMessage()).toMatchObject({ AlarmName, NewStateValue: 'OK' });
});
