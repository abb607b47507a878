import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { onReleaseMessage } from '../../../functions/release/on-message.ts';
import { changeSummaries } from '../../../functions/send/change-summaries.ts';
import { webhookReceiver } from '../../../shared/receivers/webhook-receiver.ts';
import { aWorld } from '../../support/alerts.ts';
import { runningAs } from '../../support/table-calls.ts';

const inside = async () => {
  const world = await aWorld({ start: '22:11' });
  const ci = await world.ci('db-1');
  const window = await world.window([ci]);
  const requestedPasses: (readonly [string, number])[] = [];
  const release = runningAs(
    'release',
    onReleaseMessage({ ...world.context, passes: { pass: async (id, seconds) => void requestedPasses.push([id, seconds]) } }),
  );
  return { ...world, id: ci, window, requestedPasses, release };
};

it("S8 the event of a window's end runs a pass at once and schedules one at the end of the grace period, which releases", async () => {
  const { at, fire, release, requestedPasses, sendAll, acceptedMessages, window, id } = await inside();
  await fire(id);
  at('23:00:01');
  await release(JSON.stringify({ 'detail-type': 'WindowClosed', detail: { subject: { type: 'change' }, body: { window: window.id } } }));
  expect(requestedPasses).toEqual([[window.id, 309]]);

  at('23:05:10');
  await release(JSON.stringify({ window: window.id }));
  await sendAll();
  expect(acceptedMessages()).toHaveLength(1);
});

it('S5 S8 an alert first received in the grace period is released at its end, though nothing was held when the window ended', async () => {
  const { at, fire, release, requestedPasses, sendAll, acceptedMessages, window, id } = await inside();
  at('23:00:01');
  await release(JSON.stringify({ window: window.id }));
  at('23:02');
  await fire(id, { since: '22:58' });
  expect(requestedPasses).toEqual([[window.id, 309]]);

  at('23:05:10');
  await release(JSON.stringify({ window: window.id }));
  await sendAll();
  expect(acceptedMessages()).toHaveLength(1);
});

it('S8 the last pass, 20 minutes after the grace period, is scheduled as a row of the sweep, and completes the window', async () => {
  const { at, release, world, window } = await inside();
  at('23:05:10');
  await release(JSON.stringify({ window: window.id }));
  const due = await world.dues.of('minute', '2026-11-28T23', '2026-11-28T23:30:00.000Z', 10);
  expect(due).toMatchObject([{ duty: 'release', subject: window.id, at: '2026-11-28T23:25:10.000Z' }]);

  at('23:25:10');
  await release(JSON.stringify({ window: window.id }));
  expect(await world.windows.get(window.id)).toMatchObject({ releaseDue: false, settled: true });
});

it('W2 people are notified once when all alerts of a window are decided', async () => {
  const { at, fire, release, world, window, id } = await inside();
  await fire(id);
  const acceptedMessages = async () =>
    (await world.events.of({ type: 'change', id: window.change })).map(({ name, body }) => [name, body.window]);
  at('23:05:09');
  await release(JSON.stringify({ window: window.id }));
  expect(await acceptedMessages()).toEqual([]);
  for (const time of ['23:05:10', '23:06', '23:25:10']) {
    at(time);
    await release(JSON.stringify({ window: window.id }));
  }
  expect(await acceptedMessages()).toEqual([['WindowSettled', window.id]]);
});

it('an event of a change without a window runs no pass', async () => {
  const { release, requestedPasses } = await inside();
  await release(JSON.stringify({ detail: { body: {} } }));

  expect(requestedPasses).toEqual([]);
});

it('a delivery has the current title and status of its changes; a deleted change has only its number', async () => {
  const acceptedMessages = await changeSummaries({
    find: async (id) => (id === 'a' ? ({ title: 'T', status: 'closed' } as never) : undefined),
  })([
    { id: 'a', number: 'CHG-1' },
    { id: 'b', number: 'CHG-2' },
  ]);

  expect(acceptedMessages).toEqual([
    { id: 'a', number: 'CHG-1', title: 'T', status: 'closed' },
    { id: 'b', number: 'CHG-2' },
  ]);
});

const servers: { close: () => void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const serving = async (status: number, headers: Record<string, string> = {}, body = ''): Promise<{ url: string; seen: string[] }> => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => seen.push(chunk.toString()));
    request.on('end', () => response.writeHead(status, headers).end(body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, seen };
};

it('M5 a receiver is called at the address that was checked, and a redirect is not followed', async () => {
  const ok = await serving(200);
  const redirect = await serving(302, { location: ok.url });
  const large = await serving(200, {}, 'x'.repeat(300_000));
  const receiver = webhookReceiver({ allowPrivate: true, lookUp: async () => [{ address: '127.0.0.1', family: 4 }] });

  expect(await receiver.post(ok.url.replace('127.0.0.1', 'pager.test'), {}, '{"a":1}')).toEqual({ status: 200 });
  expect(ok.seen).toEqual(['{"a":1}']);
  expect(await receiver.post(redirect.url, {}, '{}')).toEqual({ status: 302 });
  expect(ok.seen).toHaveLength(1);
  expect(await receiver.post(large.url, {}, '{}')).toEqual({ status: 200 });
});

it('M5 private addresses and plain http are refused unless the stage allows them', async () => {
  const { url, seen } = await serving(200);
  const hidden = webhookReceiver({
    allowPrivate: false,
    lookUp: async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ],
  });

  expect(await hidden.post(url, {}, '{}')).toEqual({ failed: 'only https is allowed' });
  expect(await hidden.post(url.replace('http:', 'https:'), {}, '{}')).toMatchObject({ failed: expect.stringContaining('not public') });
  expect(await hidden.post('https://pager.test/', {}, '{}')).toMatchObject({ failed: expect.stringContaining('not public') });
  expect(await hidden.post('https://[::ffff:127.0.0.1]/', {}, '{}')).toMatchObject({ failed: expect.stringContaining('not public') });
  expect(seen).toEqual([]);
});

it('M5 a receiver that cannot be reached is a failed try, and throws no error', async () => {
  const receiver = webhookReceiver({ allowPrivate: true });

  expect(await receiver.post('http://127.0.0.1:1/', {}, '{}')).toMatchObject({ failed: expect.any(String) });
});
