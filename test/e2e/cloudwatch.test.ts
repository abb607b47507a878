import { randomUUID } from 'node:crypto';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { account, clientFor, region, unsignedHeaders } from '../../infra/local/emulator.ts';
import { openPager, type Pager } from '../../infra/local/pager.ts';
import { plus, second } from '../../shared/domain/clock.ts';
import { aMonitor, clockTime, scheduledWork, soon, until } from '../support/alert-scene.ts';
import { deployedDesk } from '../support/deployed-desk.ts';
import { eventually } from '../support/poll.ts';

const desk = deployedDesk();
const graceSeconds = 3;
const started: { pager?: Pager; monitor?: string } = {};

beforeAll(async () => {
  started.pager = await openPager();
  const fields = { kind: 'cloudwatch', accounts: [account], regions: [region], graceSeconds };
  started.monitor = (await aMonitor(desk, started.pager, fields)).id;
});
afterAll(() => started.pager?.close());

const cloudwatch = async (Action: string, parameters: Readonly<Record<string, string>>): Promise<void> => {
  const body = new URLSearchParams({ Action, Version: '2010-08-01', ...parameters });
  const answer = await fetch(desk.stack.awsEndpoint, { method: 'POST', headers: unsignedHeaders('monitoring'), body });
  if (!answer.ok) throw new Error(`${Action}: ${answer.status} ${await answer.text()}`);
};

/** Creates an alarm that acts on nothing by itself. @returns its ARN */
const anAlarm = async (name: string): Promise<string> => {
  await cloudwatch('PutMetricAlarm', {
    ...{
      AlarmName: name,
      Namespace: 'Shop',
      MetricName: 'Latency',
      Period: '60',
      EvaluationPeriods: '1',
      Threshold: '1',
      Statistic: 'Average',
    },
    ...{ ComparisonOperator: 'GreaterThanThreshold', 'Dimensions.member.1.Name': 'Shop', 'Dimensions.member.1.Value': name },
  });
  return `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;
};
const setState = (name: string, state: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA'): Promise<void> =>
  cloudwatch('SetAlarmState', { AlarmName: name, StateValue: state, StateReason: 'the test says so' });

const pagesAbout = (name: string) =>
  (started.pager?.calls ?? []).map(({ page }) => page).filter(({ data }) => data.labels.alarmName === name);
const textsOf = (name: string) => pagesAbout(name).map(({ data }) => [data.status, data.reason].filter(Boolean).join(' '));
const episodesOf = async (name: string) =>
  (await desk.viewer.get(`/v1/monitors/${started.monitor}/episodes`)).body.items.filter(
    ({ labels }: { labels: Record<string, string> }) => labels.alarmName === name,
  );
const reaches = (name: string, state: string) => eventually(async () => expect(await episodesOf(name)).toMatchObject([{ state }]), soon);

it('M1 S5 an approved window keeps the message of an alarm quiet, and what is still in ALARM after the grace period is sent', async () => {
  const [staying, recovering] = [`slow ${randomUUID()}`, `slow ${randomUUID()}`];
  const arns = [await anAlarm(staying), await anAlarm(recovering)];
  const cis = await Promise.all(
    arns.map((value, n) => desk.ci({ aliases: [{ scheme: n === 0 ? 'cloudwatch:alarm' : 'aws-arn', value }] })),
  );
  const work = await scheduledWork(desk, cis, 20_000);
  await until(work.start);
  await Promise.all([setState(staying, 'ALARM'), setState(recovering, 'ALARM')]);
  await Promise.all([reaches(staying, 'held'), reaches(recovering, 'held')]);
  await setState(recovering, 'OK');
  await reaches(recovering, 'absorbed');
  await setState(staying, 'INSUFFICIENT_DATA');
  await until(work.end);
  expect([textsOf(staying), textsOf(recovering)]).toEqual([[], []]);

  await eventually(() => expect(textsOf(staying)).toHaveLength(1), soon);
  const [page] = pagesAbout(staying);
  expect(textsOf(staying)[0]).toMatch(`firing unsuppressed: ${work.number} ended ${clockTime(work.end)}, firing since`);
  expect(Date.parse(page?.timestamp ?? '')).toBeGreaterThanOrEqual(Date.parse(plus(work.end, graceSeconds * second)));
  expect(page?.data.labels).toEqual({ alarmName: staying, alarmArn: arns[0], account, region, Shop: staying });
  await setState(staying, 'OK');
  await eventually(() => expect(textsOf(staying).slice(1)).toEqual(['resolved']), soon);
  expect(textsOf(recovering)).toEqual([]);
});

it('M5 an alarm of our own stack is not received, and an alarm outside a window is sent at once', async () => {
  const own = 'quiesce-local: Unreadable row';
  await setState(own, 'ALARM');
  // Two alarms come after it, one after the other, so that it would have been received before the second one is sent.
  for (const name of [`slow ${randomUUID()}`, `slow ${randomUUID()}`]) {
    await anAlarm(name);
    await setState(name, 'ALARM');
    await eventually(() => expect(textsOf(name)).toEqual(['firing']), soon);
  }

  expect(await episodesOf(own)).toEqual([]);
  await setState(own, 'OK');
  expect(textsOf(own)).toEqual([]);
});

it('M2 a monitor with a topic as receiver publishes its alerts there, with the rights of the send function', async () => {
  const client = clientFor(desk.stack.awsEndpoint);
  const [sns, sqs] = [new SNSClient(client), new SQSClient(client)];
  const Name = `pages-${randomUUID()}`;
  const { TopicArn: topicArn = '' } = await sns.send(new CreateTopicCommand({ Name }));
  const Endpoint = `arn:aws:sqs:${region}:${account}:${Name}`;
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: Endpoint }];
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: Name, Attributes: { Policy } }));
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint, Attributes: { RawMessageDelivery: 'true' } }));
  const receiver = { kind: 'sns', topicArn };
  const { status, body } = await desk.as('admin').post('/v1/monitors', { name: Name, receiver });
  expect([status, body.receiver]).toEqual([201, receiver]);

  const alerts = [{ status: 'firing', labels: { alertname: Name } }];
  const answer = await fetch(`${desk.stack.apiUrl}/v1/monitors/${body.id}/alerts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${body.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ alerts }),
  });
  expect(answer.status).toBe(202);
  const message = await eventually(async () => {
    const { Messages: [first] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
    if (!first) throw new Error('no message has arrived yet');
    return JSON.parse(first.Body ?? '');
  }, soon);
  expect(message).toMatchObject({ type: 'alert.firing', data: { status: 'firing', labels: { alertname: Name } } });
});
