import { expect, it } from '@jest/globals';
import { pauseAfter } from '../../../shared/domain/episode/delivery-order.ts';
import { aWorld } from '../../support/alerts.ts';

const firingAndResolved = async () => {
  const world = await aWorld({ start: '20:00' });
  const ci = await world.ci('db-1');
  await world.fire(ci, { since: '20:00' });
  await world.recover(ci, '20:00', { since: '20:00' });
  const [first, second] = world.queued;
  if (!first || !second) throw new Error('two deliveries expected');
  return { ...world, first, second };
};

it('S10 earlier deliveries of an episode are sent first, whichever message comes first', async () => {
  const { send, acceptedMessages, first, second } = await firingAndResolved();
  await send(second);
  await send(first);

  expect(acceptedMessages()).toEqual(['firing', 'resolved']);
});

it('S10 two senders at once: one claims a number, the other waits', async () => {
  const { send, acceptedMessages, receiverAnswers, first, second } = await firingAndResolved();
  const others: unknown[] = [];
  receiverAnswers(async () => {
    // The second sender runs while the first waits for the receiver.
    others.push(await send(second));
    receiverAnswers(() => ({ status: 200 }));
    return { status: 200 };
  });
  await send(first);
  await send(second);

  expect(others).toEqual([{ kind: 'wait', until: '2026-11-28T20:00:30.000Z' }]);
  expect(acceptedMessages()).toEqual(['firing', 'resolved']);
});

it('S10 a sender also sends the deliveries that follow, so that they need not wait for the end of its claim', async () => {
  const { send, acceptedMessages, receiverAnswers, deliveries, first, second } = await firingAndResolved();
  receiverAnswers(async () => {
    expect(await send(second)).toMatchObject({ kind: 'wait' });
    receiverAnswers(() => ({ status: 200 }));
    return { status: 200 };
  });

  expect(await send(first)).toEqual({ kind: 'done' });

  expect(acceptedMessages()).toEqual(['firing', 'resolved']);
  expect((await deliveries()).map(({ status, tries }) => [status, tries])).toEqual([
    ['sent', 1],
    ['sent', 1],
  ]);
});

it('S10 a following delivery that the receiver does not accept waits for its own message', async () => {
  const { send, acceptedMessages, receiverAnswers, deliveries, first, second, clock } = await firingAndResolved();
  const answers = [200, 500, 200];
  receiverAnswers(() => ({ status: answers.shift() ?? 200 }));

  expect(await send(first)).toEqual({ kind: 'done' });
  expect(acceptedMessages()).toEqual(['firing']);
  const until = '2026-11-28T20:00:01.000Z';
  expect(await send(second)).toEqual({ kind: 'wait', until });
  clock.set(until);
  expect(await send(second)).toEqual({ kind: 'done' });

  expect(acceptedMessages()).toEqual(['firing', 'resolved']);
  expect((await deliveries()).map(({ tries }) => tries)).toEqual([1, 2]);
});

it('S10 an unavailable receiver is tried again after 1, 2, 4, 8, 15, 30 s and then with doubled pauses up to 15 minutes', async () => {
  const { send, deliveries, receiverAnswers, first, clock } = await firingAndResolved();
  receiverAnswers(() => ({ failed: 'no route' }));
  const pauses: number[] = [];
  for (let tries = 1; tries <= 6; tries += 1) {
    const sent = await send(first);
    if (sent.kind !== 'wait') throw new Error(sent.kind);
    pauses.push(Date.parse(sent.until) - Date.parse(clock.now()));
    expect(await send(first)).toEqual(sent);
    clock.set(sent.until);
  }

  expect(pauses).toEqual([1, 2, 4, 8, 15, 30].map((seconds) => seconds * 1_000));
  expect([7, 8, 11, 12, 40].map((tries) => pauseAfter(tries) / 60_000)).toEqual([1, 2, 15, 15, 15]);
  expect((await deliveries())[0]).toMatchObject({ status: 'pending', tries: 6 });
});

it('S10 after eleven hours a row of the sweep replaces the message', async () => {
  const { send, receiverAnswers, world, first, clock } = await firingAndResolved();
  receiverAnswers(() => ({ status: 500 }));
  clock.set('2026-11-29T07:00:00.000Z');

  expect(await send(first)).toEqual({ kind: 'handedOver' });
  expect(await world.dues.of('alerts', '2026-11-29T07', '2026-11-29T07:30:00.000Z', 10)).toMatchObject([
    { duty: 'deliver', subject: `${first.episode}#1` },
  ]);
});

it('S10 after two days the message stays in the queue, so that SQS counts its tries and moves it to the dead-letter queue', async () => {
  const { send, receiverAnswers, first, clock } = await firingAndResolved();
  receiverAnswers(() => ({ status: 302 }));
  clock.set('2026-12-01T07:00:00.000Z');

  expect(await send(first)).toMatchObject({ kind: 'wait' });
});

it('S10 only repeats are dropped when overtaken: a firing that was never delivered is still sent, then its recovery', async () => {
  const world = await aWorld({ start: '10:00' });
  await world.fire('db-1', { since: '10:00' });
  world.at('14:00');
  await world.fire('db-1', { since: '10:00' });
  world.at('18:00');
  await world.fire('db-1', { since: '10:00' });
  await world.recover('db-1', '18:00', { since: '10:00' });
  await world.sendAll();

  expect(world.acceptedMessages()).toEqual(['firing unknown-ci', 'resolved']);
  expect((await world.deliveries()).map(({ status }) => status)).toEqual(['sent', 'overtaken', 'overtaken', 'sent']);
});

it('M2 the body of a delivery says what fires, where, since when, and why it comes now', async () => {
  const world = await aWorld({ start: '22:11' });
  const ci = await world.ci('db-1', { criticality: 'high' });
  const window = await world.window([ci]);
  await world.fire(ci);
  world.at('23:05:10');
  await world.pass(window.id);
  await world.sendAll();
  const [episode] = await world.episodes();

  expect(world.posts).toEqual([
    {
      url: 'https://pager.test/hook',
      headers: { 'content-type': 'application/json', 'webhook-id': `${episode?.id}#1` },
      body: {
        type: 'alert.firing',
        id: `${episode?.id}#1`,
        timestamp: '2026-11-28T23:05:10.000Z',
        data: {
          ...{ episode: episode?.id, monitor: world.monitor.id, status: 'firing', fingerprint: `HostDown:${ci}:` },
          labels: { alertname: 'HostDown', ci },
          annotations: { summary: `${ci} is down` },
          ...{ startsAt: '2026-11-28T22:10:00.000Z', endsAt: null },
          ...{ generatorURL: 'http://prometheus.test/graph', externalURL: 'http://alertmanager.test' },
          items: [{ id: ci, name: 'db-1', class: 'server', criticality: 'high' }],
          reason: 'unsuppressed: CHG-000001 ended 23:00, firing since 22:10 UTC',
          changes: [{ id: window.change, number: 'CHG-000001' }],
        },
      },
    },
  ]);
});
