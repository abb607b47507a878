import { expect, it } from '@jest/globals';
import { onSendMessage } from '../../../functions/send/on-message.ts';
import { receiveAlerts } from '../../../shared/application/episode/receive-alerts.ts';
import { rememberedSecrets } from '../../../shared/data/monitor/remembered-secrets.ts';
import { plus } from '../../../shared/domain/clock.ts';
import { eachMessage, pauseAfterFailure } from '../../../shared/runtime/queue-messages.ts';
import { anAlert, aWorld, message } from '../../support/alerts.ts';
import { aMonitor } from '../../support/monitors.ts';
import { asFunction, runningAs } from '../../support/table-calls.ts';

/** A monitor outside any window: its alerts are sent. */
const forwarding = () => aWorld({ start: '22:11' });

/** Runs a consumer on messages, as SQS does. `receives`: how often each of them was received. */
const consuming = (work: (body: string) => Promise<void>) => {
  const hidden: (readonly [string, number])[] = [];
  const consume = eachMessage(
    async (handle, seconds) => void hidden.push([handle, seconds]),
    ({ body }) => work(body),
  );
  const received = (receives: number, bodies: readonly string[]) =>
    consume({
      Records: bodies.map((body, n) => ({
        messageId: `m${n}`,
        receiptHandle: `r${n}`,
        body,
        attributes: { ApproximateReceiveCount: String(receives) },
      })),
    } as never);
  return { hidden, received, deliver: (...bodies: readonly string[]) => received(1, bodies) };
};

it('S10 while the key does not answer, a message is hidden for growing pauses and no try of the receiver is counted', async () => {
  const { fire, queued, posts, sendContext, world } = await forwarding();
  await fire('nobody');
  const reference = queued[0];
  if (!reference) throw new Error('nothing is queued');
  const outage = { open: async () => Promise.reject(new Error('KMS does not answer')) };
  const { hidden, received } = consuming(runningAs('send', onSendMessage({ ...sendContext, sealer: outage })));
  for (const receives of [1, 2, 3, 6, 99])
    expect(await received(receives, [JSON.stringify(reference)])).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });

  expect(hidden.map(([, seconds]) => seconds)).toEqual([15, 30, 60, 300, 300]);
  expect(await world.episodes.findDelivery(reference.episode, reference.n)).toMatchObject({ tries: 0, status: 'pending' });
  await runningAs('send', onSendMessage(sendContext))(JSON.stringify(reference));
  expect(posts).toHaveLength(1);
});

it('S10 a key that does not answer delays only deliveries that need it: neither remembered secrets nor topics wait', async () => {
  const { clock, context, fire, queued, posts, published, sendContext, world } = await forwarding();
  const others = [
    aMonitor({ name: 'to a topic', receiver: { kind: 'sns', topicArn: 'arn:aws:sns:eu-central-1:123456789012:pages' } }),
    aMonitor({ name: 'to a receiver whose secret is not in memory' }),
  ];
  await world.store.commit(others.flatMap((each) => world.monitors.save(each)));
  const key = { answers: true };
  const asked: string[] = [];
  const open = async (sealed: string, of: string): Promise<string> => {
    asked.push(of);
    if (!key.answers) throw new Error('KMS does not answer');
    return sealed;
  };
  const { hidden, deliver } = consuming(runningAs('send', onSendMessage({ ...sendContext, sealer: rememberedSecrets({ open }, clock) })));
  await fire('nobody');
  expect(await deliver(JSON.stringify(queued.shift()))).toEqual({ batchItemFailures: [] });
  expect([posts.length, asked.length]).toEqual([1, 1]);

  key.answers = false;
  await fire('nobody', { name: 'DiskFull' });
  for (const { id } of others)
    await asFunction('ingest', () => receiveAlerts(context)(id, message(anAlert('firing', 'nobody', { name: 'DiskFull' }))));
  const batch = queued.map((reference) => JSON.stringify(reference));

  expect(await deliver(...batch)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm2' }] });
  expect([batch.length, posts.length, published.length]).toEqual([3, 2, 1]);
  expect(asked.slice(1)).toEqual([others[1]?.id]);
  expect(hidden).toEqual([['r2', 15]]);
});

it('S8 a release pass that fails is tried again after growing pauses', async () => {
  const { hidden, received } = consuming(async () => Promise.reject(new Error('the table does not answer')));
  for (const receives of [1, 5, 20]) await received(receives, ['{"window":"w"}']);

  expect(hidden).toEqual([
    ['r0', 15],
    ['r0', 240],
    ['r0', 300],
  ]);
});

it('S10 an outage of a day does not use up the receives of a message', () => {
  const pauses = Array.from({ length: 300 }, (_, receive) => pauseAfterFailure(receive + 1));

  expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(24 * 3_600);
});

it('S10 a message that cannot be hidden is still reported as failed', async () => {
  const consume = eachMessage(
    async () => Promise.reject(new Error('SQS does not answer')),
    async () => Promise.reject(new Error('the table does not answer')),
  );
  const message = { messageId: 'm0', receiptHandle: 'r0', body: '', attributes: { ApproximateReceiveCount: '1' } };

  expect(await consume({ Records: [message] } as never)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
});

it('M5 a secret is decrypted once in five minutes, and again for another monitor or another text', async () => {
  const { clock } = await forwarding();
  const calls: string[] = [];
  const decrypt = async (sealed: string, monitor: string) => {
    calls.push(`${monitor} ${sealed}`);
    return `opened ${sealed}`;
  };
  const { open } = rememberedSecrets({ open: decrypt }, clock);
  const start = clock.now();
  expect(await open('a', 'one')).toBe('opened a');
  clock.set(plus(start, 299_000));
  expect(await open('a', 'one')).toBe('opened a');
  expect(calls).toEqual(['one a']);
  await open('b', 'one');
  await open('a', 'other');
  clock.set(plus(start, 300_000));
  await open('a', 'one');
  expect(calls).toEqual(['one a', 'one b', 'other a', 'one a']);
});

it('M5 a secret that could not be decrypted is not remembered', async () => {
  const { clock } = await forwarding();
  const results = [async () => Promise.reject(new Error('KMS does not answer')), async () => 'whsec'];
  const { open } = rememberedSecrets({ open: async () => (await results.shift()?.()) ?? '' }, clock);

  await expect(open('a', 'one')).rejects.toThrow('KMS does not answer');
  expect(await open('a', 'one')).toBe('whsec');
});

it('S10 only the message whose receiver is unavailable is hidden for the pause and reported as failed', async () => {
  const { fire, queued, posts, context, receiverAnswers, sendContext } = await forwarding();
  await fire('nobody');
  receiverAnswers(() => ({ status: 503 }));
  const { hidden, deliver } = consuming(runningAs('send', onSendMessage(sendContext)));
  const other = JSON.stringify({ episode: 'x', n: 1, monitor: 'y' });

  expect(await deliver(JSON.stringify(queued[0]), other)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
  expect(hidden).toEqual([['r0', 1]]);
  expect(posts).toEqual([]);
  expect(context).toBeDefined();
});
