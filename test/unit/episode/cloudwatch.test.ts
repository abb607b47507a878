import { expect, it } from '@jest/globals';
import { cloudwatch } from '../../../shared/domain/monitor/kinds/cloudwatch.ts';
import { graceOf } from '../../../shared/domain/monitor/monitor.ts';
import { itemReferenceOf } from '../../../shared/domain/suppression/mapping.ts';
import { alarmScene } from '../../support/alarm-scene.ts';
import { alarmArn, aStateChange } from '../../support/alarms.ts';
import { time } from '../../support/alerts.ts';
import { aMonitor } from '../../support/monitors.ts';

const now = time('22:10');

it('M1 an alarm is an alert with the name, ARN, account, region and dimensions as labels, and the ARN as fingerprint', () => {
  const { alerts } = cloudwatch.read(aStateChange('ALARM', { at: '22:05', dimensions: [{ DBInstanceIdentifier: 'db-1' }] }), now);

  expect(alerts).toEqual([
    {
      ...{ fingerprint: alarmArn(), status: 'firing', startsAt: time('22:05'), endsAt: time('22:05'), warnings: [] },
      labels: {
        ...{ alarmName: 'db-1 is slow', alarmArn: alarmArn(), account: '123456789012', region: 'eu-central-1' },
        DBInstanceIdentifier: 'db-1',
      },
      annotations: { description: 'The database answers slowly', reason: 'Threshold Crossed' },
    },
  ]);
});

it.each([
  ['dimensions', (many: unknown) => ({ configuration: { metrics: [{ metricStat: { metric: { dimensions: many } } }] } })],
  ['metrics', (many: unknown) => ({ configuration: { metrics: many } })],
])('M1 I1 127,000 %s that cannot be read are left out, and the alarm is taken', (_, configuration) => {
  const event = aStateChange('ALARM', { at: '22:05' });

  const { alerts } = cloudwatch.read({ ...event, detail: { ...event.detail, ...configuration(Array(127_000).fill(1)) } }, now);

  expect(alerts).toMatchObject([{ fingerprint: alarmArn(), labels: { alarmName: 'db-1 is slow' } }]);
  expect(alerts[0]?.labels).not.toHaveProperty('0');
});

it('M1 an alarm that calls a Lambda function has another envelope, and reads the same', () => {
  const { detail, account, resources, region, source, ...event } = aStateChange('OK', { at: '22:05' });
  const action = { source, region, time: event.time, accountId: account, alarmArn: resources[0], alarmData: detail };

  expect(cloudwatch.read(action, now)).toEqual(cloudwatch.read({ detail, account, resources, region, source, ...event }, now));
});

it('S7 a dimension in which the metrics of an alarm differ is left out, and a dimension cannot replace a label of the alarm', () => {
  const dimensions: readonly Readonly<Record<string, string>>[] = [
    { InstanceId: 'i-1', Zone: 'a' },
    { InstanceId: 'i-2', Zone: 'a', account: '999999999999', ['__proto__']: 'x' },
  ];
  const labels = cloudwatch.read(aStateChange('ALARM', { at: '22:05', dimensions }), now).alerts[0]?.labels;

  expect(labels).toMatchObject({ Zone: 'a', account: '123456789012' });
  expect(labels).not.toHaveProperty('InstanceId');
});

it('M1 a time that is ahead counts as now; without one the time of the event counts, and an unknown state cannot be read', () => {
  const read = (state: object, time?: string) => {
    const event = aStateChange('ALARM', { at: '22:05' });
    return cloudwatch.read({ ...event, ...(time ? { time } : {}), detail: { ...event.detail, state } }, now);
  };

  expect(read({ value: 'ALARM', timestamp: '9999-12-31T00:00:00.000+0000' }).alerts[0]?.startsAt).toBe(now);
  expect(read({ value: 'ALARM', timestamp: null }, '2026-11-28T22:04:00Z').alerts[0]?.startsAt).toBe(time('22:04'));
  expect(read({ value: 'ALARM', timestamp: 'today' }, 'soon').alerts[0]?.startsAt).toBe(now);
  expect(read({ value: 'ALARM', timestamp: '9999-12-31T00:00:00.000+0000' }).alerts[0]?.warnings).toEqual(['starts-at-ahead']);
  expect(read({ value: 'ALARM', timestamp: 'today' }, 'soon').alerts[0]?.warnings).toEqual(['starts-at-unreadable']);
  expect(read({ value: 'MAYBE' })).toEqual({
    alerts: [],
    unreadable: [{ index: 0, reason: 'the state of the alarm is none of OK, ALARM and INSUFFICIENT_DATA' }],
    truncated: 0,
  });
  expect(read({ value: 'INSUFFICIENT_DATA' })).toEqual({ alerts: [], unreadable: [], truncated: 0 });
});

it('M1 without a mapping, an alarm names its item by cloudwatch:alarm, with its ARN or its name, and then by aws-arn', () => {
  expect(itemReferenceOf({ alarmName: 'slow', alarmArn: 'arn:slow' }, { kind: 'cloudwatch' }).groups).toEqual([
    [
      { scheme: 'cloudwatch:alarm', value: 'arn:slow' },
      { scheme: 'cloudwatch:alarm', value: 'slow' },
      { scheme: 'aws-arn', value: 'arn:slow' },
    ],
  ]);
});

it('S11 the grace period of a CloudWatch monitor is 60 seconds unless it sets another', () => {
  expect(graceOf(aMonitor({ kind: 'cloudwatch' }))).toBe(60_000);
  expect(graceOf(aMonitor({ kind: 'cloudwatch', graceSeconds: 5 }))).toBe(5_000);
  expect(graceOf(aMonitor())).toBe(310_000);
});

it('S5 an alarm inside a window is held, and one that is still in ALARM after the grace period is sent with the reason', async () => {
  const { id, window, changes, states, at, pass, sendAll, acceptedMessages } = await alarmScene();
  const { id: windowId } = await window([id]);

  expect(await changes('ALARM', { at: '22:15' })).toBe('received');
  expect([await states(), acceptedMessages()]).toEqual([[{ state: 'held', open: true, stale: 0, repeats: 0 }], []]);
  at('23:00:59');
  await pass(windowId);
  await sendAll();
  expect(acceptedMessages()).toEqual([]);
  at('23:01');
  await pass(windowId);
  await sendAll();
  expect(acceptedMessages()).toEqual(['firing unsuppressed: CHG-000001 ended 23:00, firing since 22:15 UTC']);
  await changes('OK', { at: '23:05' });
  expect(acceptedMessages()).toHaveLength(2);
});

it('S5 an alarm that is OK again inside the window or in the grace period is absorbed', async () => {
  const { id, window, changes, states, posts } = await alarmScene();
  await window([id]);
  await changes('ALARM', { at: '22:15' });
  await changes('OK', { at: '22:20', since: '22:15' });
  await changes('ALARM', { at: '22:59' });
  await changes('OK', { at: '23:00:30', since: '22:59' });

  expect((await states()).map(({ state }) => state)).toEqual(['absorbed', 'absorbed']);
  expect(posts).toEqual([]);
});

it('M1 INSUFFICIENT_DATA changes nothing: the alarm stays open, and OK after it is its recovery', async () => {
  const { changes, states, acceptedMessages } = await alarmScene();
  await changes('ALARM', { at: '22:15' });
  expect(await changes('INSUFFICIENT_DATA', { at: '22:16', from: 'ALARM' })).toBe('none');
  expect(await states()).toEqual([{ state: 'forwarded', open: true, stale: 0, repeats: 0 }]);
  await changes('OK', { at: '22:17', from: 'INSUFFICIENT_DATA' });

  expect(acceptedMessages()).toEqual(['firing', 'resolved']);
});

it('S3 the first OK of a new alarm is no recovery, but OK after an ALARM that was not received is one', async () => {
  const { changes, acceptedMessages, episodes } = await alarmScene();
  expect(await changes('OK', { at: '22:15', from: 'INSUFFICIENT_DATA' })).toBe('received');
  expect([await episodes(), acceptedMessages()]).toEqual([[], []]);
  await changes('OK', { at: '22:20', since: '22:16' });

  expect(acceptedMessages()).toEqual(['resolved recovery-of-unknown']);
});

it('S9 an event that arrives late or twice changes nothing: the time of the state gives the order', async () => {
  const { receive, changes, states, acceptedMessages, sendAll } = await alarmScene();
  await changes('ALARM', { at: '22:15' });
  await changes('OK', { at: '22:20', since: '22:15' });
  for (const [value, at] of [
    ['ALARM', '22:15'],
    ['OK', '22:20'],
    ['ALARM', '22:20'],
  ] as const)
    await receive(aStateChange(value, { at, since: '22:15' }));
  await sendAll();
  expect([await states(), acceptedMessages()]).toEqual([
    [{ state: 'forwarded', open: false, stale: 3, repeats: 0 }],
    ['firing', 'resolved'],
  ]);

  await changes('ALARM', { at: '22:30' });
  await receive(aStateChange('OK', { at: '22:25', since: '22:15' }));
  expect((await states())[1]).toEqual({ state: 'forwarded', open: true, stale: 1, repeats: 0 });
});

it('S9 an alarm whose clock runs ahead of ours recovers: the start that CloudWatch sent is kept', async () => {
  const { receive, states, at, episodes } = await alarmScene();
  at('22:15');
  await receive(aStateChange('ALARM', { at: '22:15:02' }));
  expect(await episodes()).toMatchObject([{ startsAt: time('22:15'), sentStartsAt: time('22:15:02'), warnings: ['starts-at-ahead'] }]);
  at('22:15:01');
  await receive(aStateChange('OK', { at: '22:15:03', since: '22:15:02' }));

  expect(await states()).toEqual([{ state: 'forwarded', open: false, stale: 0, repeats: 0 }]);
});
