import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../support/poll.ts';

const apiId = 'api';
const running: { emulator?: Server; door?: ChildProcess; url: string } = { url: '' };

/** A mail as the emulator keeps it. */
const mailed = {
  To: ['bob@example.test'],
  Subject: 'Approve <b>"Upgrade"</b>',
  BodyText: 'Open http://127.0.0.1:1/approvals/abc?x=1&y=2\n<script>alert(1)</script>',
  BodyHtml: null,
  Timestamp: 1_795_000_000,
};

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

/** A port that nobody listens to. */
const freePort = async (): Promise<number> => {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
};

beforeAll(async () => {
  // Stands in for the emulator, and answers OPTIONS as it does.
  running.emulator = createServer(({ method, url }, answer) => {
    if (url === '/_ministack/ses/messages') {
      answer.end(JSON.stringify({ messages: { one: [mailed] } }));
      return;
    }
    answer.writeHead(method === 'OPTIONS' ? 403 : 200, { 'x-path': url ?? '', etag: '"1"' }).end(method === 'HEAD' ? undefined : method);
  });
  const [emulator, port] = [await listening(running.emulator), await freePort()];
  running.door = spawn(process.execPath, ['infra/local/front-door.ts', String(port), String(emulator), apiId], { stdio: 'ignore' });
  running.url = `http://127.0.0.1:${port}`;
  await eventually(() => fetch(running.url), { within: 20_000 });
});
afterAll(() => {
  running.door?.kill();
  running.emulator?.close();
});

it.each([
  ['a preflight', { origin: 'https://app.test', 'access-control-request-method': 'PATCH' }],
  ['one without an origin', {}],
])('the front door answers OPTIONS as a gateway with CORS does: %s', async (_, headers) => {
  const answer = await fetch(`${running.url}/v1/teams`, { method: 'OPTIONS', headers });

  expect([answer.status, await answer.text()]).toEqual([204, '']);
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(answer.headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST, PUT, PATCH, DELETE');
});

it('the front door passes HEAD and its headers on', async () => {
  const answer = await fetch(`${running.url}/v1/teams?limit=1`, { method: 'HEAD' });

  expect(answer.status).toBe(200);
  expect([answer.headers.get('etag'), answer.headers.get('x-path')]).toEqual([
    '"1"',
    `/_aws/execute-api/${apiId}/$default/v1/teams?limit=1`,
  ]);
});

const browserAccept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

it('the inbox is a page for browsers: escaped, with links, without scripts', async () => {
  const answer = await fetch(`${running.url}/mail`, { headers: { accept: browserAccept } });
  const body = await answer.text();

  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(body).toContain('Approve &lt;b&gt;&quot;Upgrade&quot;&lt;/b&gt;');
  expect(body).toContain('<a href="http://127.0.0.1:1/approvals/abc?x=1&amp;y=2">');
  expect(body).toContain('bob@example.test');
  expect(body).not.toContain('<script');
});

it.each([undefined, '*/*', 'application/json', 'application/json, text/html'])(
  'the inbox is JSON for scripts: Accept %s',
  async (accept) => {
    const answer = await fetch(`${running.url}/mail`, { headers: accept === undefined ? {} : { accept } });

    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await answer.json()).toMatchObject([{ to: 'bob@example.test', subject: mailed.Subject }]);
  },
);
