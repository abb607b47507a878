import { createServer, type IncomingMessage, request, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { cors } from '../cors.ts';
import { mailPage, mailPageHeaders, prefersPage } from './mail-page.ts';
import { mailsOf } from './mails.ts';

/**
 * A proxy that replaces the custom domain. It gives the API a base URL without a path (the emulator's own has one, or a host name that
 * Node cannot resolve), answers preflight requests (the emulator answers 403) and shows sent mails at `/mail`, as a page to browsers and as JSON to scripts. Path and query are passed on
 * unchanged, bodies are streamed.
 *
 * Usage: `node front-door.ts <port> <emulator port> <api id>`
 */
const [port, emulatorPort, apiId] = process.argv.slice(2);

const corsHeaders = {
  'access-control-allow-origin': cors.origins.join(),
  'access-control-allow-methods': cors.methods.join(', '),
  'access-control-allow-headers': cors.headers.join(', '),
  'access-control-expose-headers': cors.exposed.join(', '),
  'access-control-max-age': String(cors.maxAgeSeconds),
};

/** Hop-by-hop headers, which a proxy must not pass on. */
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection', 'te', 'trailer', 'expect']);
const endToEnd = (headers: IncomingMessage['headers']) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));

const proxy = (incoming: IncomingMessage, answer: ServerResponse): void => {
  const outgoing = request(
    {
      host: '127.0.0.1',
      port: emulatorPort,
      method: incoming.method,
      path: `/_aws/execute-api/${apiId}/$default${incoming.url}`,
      headers: endToEnd(incoming.headers),
    },
    (response) => {
      answer.writeHead(response.statusCode ?? 502, { ...endToEnd(response.headers), ...corsHeaders });
      response.pipe(answer);
    },
  );
  outgoing.once('error', (error) => {
    if (answer.headersSent) answer.destroy(error);
    else answer.writeHead(503, { 'content-type': 'text/plain' }).end(`the local stack did not answer: ${error.message}\n`);
  });
  answer.once('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
};

const showMails = async ({ headers }: IncomingMessage, answer: ServerResponse): Promise<void> => {
  const mails = await mailsOf(`http://127.0.0.1:${emulatorPort}`);
  if (prefersPage(headers.accept)) answer.writeHead(200, { ...mailPageHeaders, ...corsHeaders }).end(mailPage(mails));
  else
    answer.writeHead(200, { 'content-type': 'application/json; charset=utf-8', vary: 'accept', ...corsHeaders }).end(JSON.stringify(mails));
};

/** Answers malformed HTTP, and headers of more than the gateway's 10 kB, as API Gateway does. */
const refuse = (error: Error & { code?: string }, socket: Duplex): void => {
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
  const message = STATUS_CODES[status];
  const body = JSON.stringify({ message });
  const head = ['content-type: application/json', `content-length: ${body.length}`, 'connection: close'].join('\r\n');
  if (socket.writable) socket.end(`HTTP/1.1 ${status} ${message}\r\n${head}\r\n\r\n${body}`);
};

createServer({ maxHeaderSize: 10_240 }, (incoming, answer) => {
  if (incoming.method === 'OPTIONS') answer.writeHead(204, corsHeaders).end();
  else if (incoming.method === 'GET' && /^\/mail(\?|$)/.test(incoming.url ?? ''))
    showMails(incoming, answer).catch((error: Error) => answer.writeHead(503).end(error.message));
  else proxy(incoming, answer);
})
  .on('clientError', refuse)
  .listen(Number(port), '127.0.0.1');
