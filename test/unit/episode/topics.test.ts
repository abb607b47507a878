import { expect, it } from '@jest/globals';
import { topicMessage } from '../../../shared/domain/episode/delivery-body.ts';
import { topicRule } from '../../../shared/domain/monitor/topics.ts';
import { aWorld } from '../../support/alerts.ts';

const topicArn = 'arn:aws:sns:eu-central-1:123456789012:pages';
const url = 'https://pager.test/hook';

it('M2 a monitor with a topic sends its alerts there, with the body of a webhook', async () => {
  const { fire, recover, sendAll, published, posts, monitor, episodes } = await aWorld({
    monitor: { receiver: { kind: 'sns', topicArn } },
  });
  await fire('nobody');
  await recover('nobody', '22:20');
  await sendAll();

  const [episode] = await episodes();
  const id = episode?.id ?? '';
  expect(posts).toEqual([]);
  expect(published.map(({ body, ...sent }) => sent)).toEqual([
    {
      topicArn,
      subject: 'FIRING: HostDown',
      group: id,
      id: `${id}#1`,
      attributes: { id: `${id}#1`, type: 'alert.firing', episode: id, monitor: monitor.id },
    },
    {
      topicArn,
      subject: 'RESOLVED: HostDown',
      group: id,
      id: `${id}#2`,
      attributes: { id: `${id}#2`, type: 'alert.resolved', episode: id, monitor: monitor.id },
    },
  ]);
  expect(JSON.parse(published[0]?.body ?? '')).toMatchObject({
    type: 'alert.firing',
    id: `${id}#1`,
    data: { status: 'firing', labels: { ci: 'nobody' } },
  });
});

it('S10 a topic that refuses a message gets it again later', async () => {
  const { fire, send, queued, published, receiverAnswers, deliveries, at } = await aWorld({
    monitor: { receiver: { kind: 'sns', topicArn } },
  });
  receiverAnswers(() => ({ failed: 'throttled' }));
  await fire('nobody');
  const [delivery] = queued as [(typeof queued)[0]];
  expect(await send(delivery)).toMatchObject({ kind: 'wait' });
  receiverAnswers(() => ({ status: 200 }));
  at('22:00:01');
  expect(await send(delivery)).toEqual({ kind: 'done' });

  expect(published).toHaveLength(1);
  expect(await deliveries()).toMatchObject([{ status: 'sent', tries: 2 }]);
});

it('M2 the subject of a message is printable ASCII of at most 100 characters', () => {
  const data = { status: 'firing', labels: { alarmName: `é\n${'x'.repeat(300)}` }, fingerprint: 'f', episode: 'e', monitor: 'm' };
  const { subject } = topicMessage({ id: 'e#1', type: 'alert.firing', data } as never);

  expect(subject).toMatch(/^FIRING: {2}x{10,}$/);
  expect(subject.length).toBeLessThanOrEqual(100);
});

it('M5 a topic may be a receiver only if the settings of the stage list it, and never if it is one of the stage', () => {
  const allows = topicRule('arn:aws:sns:*:123456789012:pages*,arn:aws:sns:us-east-1:*:ops.fifo', 'prod');
  const arn = (region: string, account: string, name: string) => `arn:aws:sns:${region}:${account}:${name}`;

  expect([allows(topicArn), allows(arn('us-east-1', '1', 'ops.fifo'))]).toEqual([true, true]);
  expect([allows(arn('eu-central-1', '2', 'pages')), allows(arn('us-east-1', '1', 'opsxfifo'))]).toEqual([false, false]);
  expect(topicRule('arn:aws:sns:*:*:*', 'prod')(arn('eu-central-1', '1', 'quiesce-prod-service-AlarmsTopic'))).toBe(false);
  expect(topicRule('', 'prod')(topicArn)).toBe(false);
});

it('M2 M5 a topic has no secret; other topics and fields of the other kind are refused', async () => {
  const { as } = await aWorld();
  const create = (receiver: object, name = 'topic') => as('admin').post('/v1/monitors', { name, receiver });
  const { status, body } = await create({ kind: 'sns', topicArn });

  expect([status, body.receiver]).toEqual([201, { kind: 'sns', topicArn }]);
  expect(await create({ kind: 'sns', topicArn: topicArn.replace('pages', 'other') })).toMatchObject({
    status: 400,
    body: { code: 'receiver/topic', errors: [{ pointer: '/receiver/topicArn' }] },
  });
  expect(await create({ kind: 'sns', topicArn, url })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/receiver/url' }] } });
  expect(await create({ kind: 'sns' })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/receiver/topicArn' }] } });
  expect(await create({ url, topicArn })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/receiver/topicArn' }] } });
});

it('M2 a patch can change the kind of a receiver; one that becomes a webhook needs a secret', async () => {
  const { as } = await aWorld();
  const admin = as('admin');
  const { body } = await admin.post('/v1/monitors', { name: 'changing', receiver: { url } });
  const patch = (receiver: object) => admin.patch(`/v1/monitors/${body.id}`, { receiver });
  const secret = `whsec_${Buffer.from('a secret of thirty-two bytes, so').toString('base64')}`;

  expect(await patch({ topicArn })).toMatchObject({
    status: 400,
    body: { code: 'receiver/field', errors: [{ pointer: '/receiver/topicArn' }] },
  });
  expect((await patch({ kind: 'sns', topicArn })).body.receiver).toEqual({ kind: 'sns', topicArn });
  expect(await patch({ kind: 'webhook', url })).toMatchObject({ status: 400, body: { code: 'receiver/secret' } });
  expect((await patch({ kind: 'webhook', url, secret })).body.receiver).toEqual({ kind: 'webhook', url });
});
