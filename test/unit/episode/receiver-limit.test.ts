import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { webhookReceiver } from '../../../shared/receivers/webhook-receiver.ts';

const open = new Set<{ close: () => unknown; destroy?: () => unknown }>();
afterEach(() => {
  for (const each of open) each.destroy ? each.destroy() : each.close();
  open.clear();
});

/** A server that answers each connection with these bytes, and never ends it. */
const answering = async (...chunks: readonly string[]): Promise<string> => {
  const onConnection = (socket: Socket) => {
    open.add(socket as never);
    socket.on('error', () => undefined);
    socket.once('data', () => {
      for (const chunk of chunks) socket.write(chunk);
    });
  };
  const server = createServer(onConnection);
  open.add(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
};

const limitMillis = 200;
const receiver = webhookReceiver({ allowPrivate: true, limitMillis });
const cut = { failed: 'no answer within 200 ms' };

it('M5 an answer 101 is a failed try at once', async () => {
  const url = await answering('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');

  expect(await webhookReceiver({ allowPrivate: true }).post(url, {}, '{}')).toEqual({ status: 101 });
});

it.each([
  ['nothing', []],
  ['half of its headers', ['HTTP/1.1 200 OK\r\nx-slow: ']],
  ['only that it goes on', ['HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 102 Processing\r\n\r\n', 'HTTP/1.1 103 Early Hints\r\n\r\n']],
])('M5 a receiver that answers %s is cut at the limit', async (_, chunks) => {
  expect(await receiver.post(await answering(...chunks), {}, '{}')).toEqual(cut);
});

it('M5 the limit includes the DNS lookup', async () => {
  const lost = webhookReceiver({ allowPrivate: true, limitMillis, lookUp: () => new Promise(() => undefined) });

  expect(await lost.post('http://pager.test/', {}, '{}')).toEqual(cut);
});

it('M5 after a lookup that ends too late, nothing is sent', async () => {
  const url = await answering('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
  const found = Promise.withResolvers<readonly { readonly address: string; readonly family: number }[]>();
  const slow = webhookReceiver({ allowPrivate: true, limitMillis, lookUp: () => found.promise });
  expect(await slow.post(url.replace('127.0.0.1', 'pager.test'), {}, '{}')).toEqual(cut);
  found.resolve([{ address: '127.0.0.1', family: 4 }]);

  await receiver.post(url, {}, '{}');
  expect([...open].filter((each) => each.destroy)).toHaveLength(1);
});

it('M5 a receiver that has answered and does not end its body has accepted, and the call is cut at the limit', async () => {
  const url = await answering('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf');

  expect(await receiver.post(url, {}, '{}')).toEqual({ status: 200 });
});
