import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from '@jest/globals';
import { sqsSendQueue } from '../../shared/data/episode/sqs-send-queue.ts';
import { kmsSealer } from '../../shared/data/monitor/kms-sealer.ts';
import { sqsReleaseQueue } from '../../shared/data/window/sqs-release-queue.ts';
import { snsTopics } from '../../shared/receivers/sns-topics.ts';
import { emulatorClient } from '../support/emulator.ts';
import { eventually } from '../support/poll.ts';

const newQueue = async (name: string) => {
  const client = new SQSClient(emulatorClient());
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: name }));
  const receive = () =>
    eventually(async () => {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['All'], WaitTimeSeconds: 1 }),
      );
      const [message] = Messages;
      if (!message) throw new Error('no message has arrived yet');
      return message;
    });
  return { client, url: QueueUrl, receive };
};

it('S10 a delivery is sent to a standard queue with its monitor as message group', async () => {
  const { client, url, receive } = await newQueue('sends-contract');
  await sqsSendQueue(url, client).send({ episode: 'e', n: 3, monitor: 'm' });

  const message = await receive();
  expect(JSON.parse(message.Body ?? '')).toEqual({ episode: 'e', n: 3, monitor: 'm' });
  expect(message.Attributes?.MessageGroupId).toBe('m');
});

it('M2 a message to a topic reaches its queue with body, subject and attributes; a topic that does not exist is a failure', async () => {
  const { client: sqs, url, receive } = await newQueue('pages-contract');
  const sns = new SNSClient(emulatorClient());
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'pages-contract' }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }));
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: Attributes?.QueueArn }));
  const regions: string[] = [];
  const { publish } = snsTopics(async (region) => {
    regions.push(region);
    return sns;
  });
  const message = {
    subject: 'FIRING: HostDown',
    body: '{"type":"alert.firing"}',
    attributes: { type: 'alert.firing' },
    group: 'e',
    id: 'e#1',
  };

  expect(await publish(TopicArn, message)).toEqual({ status: 200 });
  const envelope = JSON.parse((await receive()).Body ?? '');
  expect(envelope).toMatchObject({ TopicArn, Subject: message.subject, Message: message.body });
  expect(envelope.MessageAttributes).toEqual({ type: { Type: 'String', Value: 'alert.firing' } });
  expect(await publish(TopicArn.replace('pages-contract', 'nowhere'), message)).toEqual({ failed: expect.any(String) });
  expect(regions).toEqual([TopicArn.split(':')[3]]);
});

it('S8 a release pass is requested by a message that may be delayed', async () => {
  const { client, url, receive } = await newQueue('releases-contract');
  await sqsReleaseQueue(url, client).pass('w', 1);

  expect(JSON.parse((await receive()).Body ?? '')).toEqual({ window: 'w' });
});

it('M5 a secret that is encrypted for one monitor cannot be decrypted for another', async () => {
  const client = new KMSClient(emulatorClient());
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}));
  const sealer = kmsSealer(KeyMetadata?.KeyId ?? '', { client });
  const sealed = await sealer.seal('whsec_c2VjcmV0', 'one');

  expect(sealed).not.toContain('whsec');
  expect(await sealer.open(sealed, 'one')).toBe('whsec_c2VjcmV0');
  await expect(sealer.open(sealed, 'other')).rejects.toThrow();
});
