import { expect, it } from '@jest/globals';
import { onAlarmMessage } from '../../../functions/cloudwatch/on-message.ts';
import { eachMessage } from '../../../shared/runtime/queue-messages.ts';
import { alarmScene } from '../../support/alarm-scene.ts';
import { alarmArn, aStateChange } from '../../support/alarms.ts';
import { runningAs } from '../../support/table-calls.ts';

/** The alarm queue and its consumer. While `outage.is` is true, the table does not answer. */
const alarmQueue = async () => {
  const scene = await alarmScene();
  const outage = { is: false };
  const hidden: number[] = [];
  const { monitors, ...context } = scene.context;
  const page: typeof monitors.page = (query) => (outage.is ? Promise.reject(new Error('the table does not answer')) : monitors.page(query));
  const receive = runningAs('cloudwatch', onAlarmMessage({ ...context, monitors: { ...monitors, page } }));
  const consume = eachMessage(
    async (_, seconds) => void hidden.push(seconds),
    async ({ body }) => void (await receive(body)),
  );
  /** Delivers these state changes in one batch. @returns the ids of those that the queue delivers again */
  const deliver = async (receives: number, ...events: readonly object[]): Promise<readonly string[]> => {
    const { batchItemFailures } = await consume({
      Records: events.map((event, n) => ({
        ...{ messageId: `m${n}`, receiptHandle: `r${n}`, body: typeof event === 'string' ? event : JSON.stringify(event) },
        attributes: { ApproximateReceiveCount: String(receives) },
      })),
    } as never);
    await scene.sendAll();
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  return { ...scene, outage, hidden, deliver };
};

it('S10 an alarm that comes while the table does not answer stays in the queue for growing pauses, and is sent afterwards', async () => {
  const { outage, hidden, deliver, at, states, acceptedMessages } = await alarmQueue();
  const alarm = aStateChange('ALARM', { at: '22:15' });
  at('22:15');
  outage.is = true;
  for (const receives of [1, 2, 3, 20]) expect(await deliver(receives, alarm)).toEqual(['m0']);
  expect([hidden, await states(), acceptedMessages()]).toEqual([[15, 30, 60, 300], [], []]);
  outage.is = false;
  at('23:40');

  expect(await deliver(21, alarm)).toEqual([]);
  expect([await states(), acceptedMessages()]).toEqual([[{ state: 'forwarded', open: true, stale: 0, repeats: 0 }], ['firing']]);
});

it('E2 of a batch only the event that cannot be read is delivered again, and the alarm beside it is sent', async () => {
  const { deliver, at, acceptedMessages, hidden } = await alarmQueue();
  at('22:15');

  expect(await deliver(1, { source: 'aws.cloudwatch' }, aStateChange('ALARM', { at: '22:15' }))).toEqual(['m0']);
  expect([acceptedMessages(), hidden]).toEqual([['firing'], [15]]);
});

it('S9 an alarm that waited longer than its recovery is counted and opens nothing: the time of the state decides', async () => {
  const { deliver, at, states, acceptedMessages } = await alarmQueue();
  at('22:30');
  await deliver(1, aStateChange('OK', { at: '22:20', since: '22:15' }));
  await deliver(9, aStateChange('ALARM', { at: '22:15' }));

  expect(acceptedMessages()).toEqual(['resolved recovery-of-unknown']);
  expect(await states()).toMatchObject([{ open: false, stale: 1 }]);
});

it.each([
  ['the alarm first', 0],
  ['the recovery first', 1],
])('S9 an alarm and its recovery in one batch, %s, twice, are one episode that is closed', async (_, first) => {
  const { deliver, at, episodes } = await alarmQueue();
  at('22:30');
  const both = [aStateChange('ALARM', { at: '22:15' }), aStateChange('OK', { at: '22:20', since: '22:15' })];
  const batch = first === 0 ? both : both.toReversed();

  expect([await deliver(1, ...batch), await deliver(2, ...batch)]).toEqual([[], []]);
  expect((await episodes()).map(({ open, labels }) => [open, labels.alarmArn])).toEqual([[false, alarmArn()]]);
});
