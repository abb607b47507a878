import { randomUUID } from 'node:crypto';
import { CreateEventBusCommand, EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from '@jest/globals';
import { countOf, type Kind, kinds, redrive } from '../../infra/redrive/dead-letters.ts';
import { eventSource } from '../../shared/events/names.ts';
import { aStateChange } from '../support/alarms.ts';
import { aConfigEvent } from '../support/config-events.ts';
import { emulatorClient } from '../support/emulator.ts';
import { eventually } from '../support/poll.ts';

const sqs = new SQSClient(emulatorClient());
const bus = new EventBridgeClient(emulatorClient());

/** A new stage: its queues named as in a deployment, its bus, and a queue that receives our own events from the bus. */
const aStage = async () => {
  const stage = `redrive-${randomUUID().slice(0, 8)}`;
  const queue = async (name: string): Promise<string> => {
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `quiesce-${stage}-service-${name}` }));
    return QueueUrl;
  };
  const ofWork = ['Sends', 'Releases', 'AlarmEvents', 'ConfigEvents', 'Imports', 'Exports'].flatMap((name) => [
    `${name}DeadLetters`,
    `${name}Queue`,
  ]);
  const queueNames = [...ofWork, 'UndeliveredEvents', 'FailedInvocations'];
  const urls = new Map(await Promise.all(queueNames.map(async (name) => [name, await queue(`${name}0A1B2C3D-x`)] as const)));
  const published = await queue('Published');
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: published, AttributeNames: ['QueueArn'] }));
  const rule = { Name: 'ours', EventBusName: `quiesce-${stage}` };
  await bus.send(new CreateEventBusCommand({ Name: rule.EventBusName }));
  await bus.send(new PutRuleCommand({ ...rule, EventPattern: JSON.stringify({ source: [eventSource] }) }));
  await bus.send(
    new PutTargetsCommand({ Rule: rule.Name, EventBusName: rule.EventBusName, Targets: [{ Id: '1', Arn: Attributes?.QueueArn ?? '' }] }),
  );

  const bodies = async (QueueUrl: string): Promise<string[]> =>
    ((await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))).Messages ?? []).map(({ Body = '' }) => Body);
  const context = { sqs, bus, stage };
  const lines: string[] = [];
  return {
    lines,
    addDeadLetter: async (kind: Kind, body: object | string) =>
      sqs.send(
        new SendMessageCommand({
          QueueUrl: urls.get(kinds[kind].deadLetters),
          MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      ),
    redrive: (kind: Kind) => redrive(context, kind, (line) => lines.push(line)),
    /** How many messages can be received. */
    count: (kind: Kind) => countOf(context, kind),
    /** How many messages were received and not deleted. They can be received again after a minute. */
    hiddenCount: async (kind: Kind) => {
      const [QueueUrl, name] = [urls.get(kinds[kind].deadLetters), 'ApproximateNumberOfMessagesNotVisible'] as const;
      return (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [name] }))).Attributes?.[name];
    },
    bodiesOf: (name: string) => bodies(urls.get(name) ?? ''),
    published: () => bodies(published),
  };
};

it.each([
  ['sends', 'SendsQueue'],
  ['releases', 'ReleasesQueue'],
  ['alarms', 'AlarmEventsQueue'],
  ['configs', 'ConfigEventsQueue'],
] as const)('E2 each dead letter of %s goes back to its queue once', async (kind, queue) => {
  const stage = await aStage();
  const messages = Array.from({ length: 12 }, (_, n) => JSON.stringify({ n }));
  for (const message of messages) await stage.addDeadLetter(kind, message);
  expect(await stage.count(kind)).toBe('12');

  expect(await stage.redrive(kind)).toBe(12);

  const found = new Set<string>();
  await eventually(async () => {
    for (const body of await stage.bodiesOf(queue)) found.add(body);
    expect([...found].sort()).toEqual(messages.toSorted());
  });
  expect([await stage.count(kind), await stage.redrive(kind), stage.lines]).toEqual(['0', 0, []]);
});

it.each([
  ['a state change of an alarm', aStateChange('ALARM', { at: '22:05' }), 'AlarmEventsQueue'],
  ['a change that AWS Config saw', aConfigEvent({ at: '2026-11-24T12:00:00.000Z' }), 'ConfigEventsQueue'],
])('E2 %s that its rule could not deliver goes to its queue, so that nobody has to invoke a function', async (_, event, queue) => {
  const stage = await aStage();
  await stage.addDeadLetter('events', event);

  expect(await stage.redrive('events')).toBe(1);

  const [body = '{}'] = await eventually(async () => {
    const all = await stage.bodiesOf(queue);
    expect(all).toHaveLength(1);
    return all;
  });
  expect(JSON.parse(body)).toEqual(event);
  expect(await stage.count('events')).toBe('0');
});

const ownEvent = { source: eventSource, 'detail-type': 'ChangeScheduled', detail: { id: 'e1' }, resources: ['change/1'] };
const foreignEvent = { source: 'aws.ses', 'detail-type': 'Email Bounced', detail: {} };
const scheduledRun = { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} };

it.each([
  ['events', (event: object) => event],
  ['invocations', (event: object) => ({ version: '1.0', requestContext: { condition: 'RetriesExhausted' }, requestPayload: event })],
] as const)(
  'E2 dead letters of %s are published on the bus again; events of other sources are reported and stay in the queue',
  async (kind, letter) => {
    const stage = await aStage();
    for (const event of [ownEvent, foreignEvent, scheduledRun]) await stage.addDeadLetter(kind, letter(event));
    await stage.addDeadLetter(kind, 'no event');

    expect(await stage.redrive(kind)).toBe(2);

    const [published = '{}'] = await eventually(async () => {
      const all = await stage.published();
      expect(all).toHaveLength(1);
      return all;
    });
    expect(JSON.parse(published)).toMatchObject(ownEvent);
    expect(await stage.hiddenCount(kind)).toBe('2');
    expect(stage.lines.toSorted()).toEqual([
      expect.stringMatching(/^not sent: Email Bounced from aws\.ses \(message .+\)$/),
      expect.stringMatching(/^not sent: not an EventBridge event \(message .+\)$/),
    ]);
  },
);
