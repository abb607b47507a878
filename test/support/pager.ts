import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** What on-call was told by one delivery (M2: what a webhook receiver gets). */
export interface Page {
  readonly type: string;
  readonly id: string;
  readonly timestamp: string;
  readonly data: {
    readonly labels: Readonly<Record<string, string>>;
    readonly status: string;
    readonly note?: string;
    readonly reason?: string;
    readonly [field: string]: unknown;
  };
}

/** One call of the receiver, in the order they came: what it said and what it was answered. */
interface Call {
  readonly page: Page;
  readonly headers: IncomingMessage['headers'];
  readonly answered: number;
  /** By our clock, in milliseconds. */
  readonly at: number;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

/**
 * Who is on call, on a loopback port. Every call is kept, repeats too, so that tests count what was really sent; one that is not signed
 * with a secret that it was given is answered 401.
 */
export const openPager = async () => {
  const calls: Call[] = [];
  const secrets: Webhook[] = [];
  let down = 0;

  const isOurs = (body: string, headers: IncomingMessage['headers']): boolean =>
    secrets.some((secret) => {
      try {
        secret.verify(body, headers as Record<string, string>);
        return true;
      } catch {
        return false;
      }
    });
  const answerTo = (body: string, headers: IncomingMessage['headers']): number => {
    if (!isOurs(body, headers)) return 401;
    if (down === 0) return 204;
    down -= 1;
    return 503;
  };

  const server = createServer(async (request, answer) => {
    const body = await bodyOf(request);
    const answered = answerTo(body, request.headers);
    calls.push({ page: JSON.parse(body) as Page, headers: request.headers, answered, at: Date.now() });
    answer.writeHead(answered).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/pages`,
    calls: calls as readonly Call[],
    /** A secret that is shown once, when a monitor is made: more than one monitor may page here. */
    trust: (secret: string): void => void secrets.push(new Webhook(secret)),
    /** Answers the next so many calls 503. */
    failNext: (times: number): void => {
      down = times;
    },
    close: (): void => {
      server.closeAllConnections();
      server.close();
    },
  };
};

export type Pager = Awaited<ReturnType<typeof openPager>>;
