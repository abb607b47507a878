import { createServer, type IncomingMessage } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { freePort } from './ports.ts';

/** The body of a webhook delivery about one alert, as every webhook receiver gets it (M2). */
export interface Page {
  readonly type: 'alert.firing' | 'alert.resolved';
  readonly id: string;
  readonly timestamp: string;
  readonly data: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly startsAt: string;
    readonly status: string;
    readonly note?: string;
    readonly reason?: string;
    readonly [field: string]: unknown;
  };
}

/** One request that the pager got, and the status that it answered. */
export interface PagerCall {
  readonly page: Page;
  readonly headers: IncomingMessage['headers'];
  readonly answered: number;
  /** When it arrived, in milliseconds since 1970. */
  readonly at: number;
}

export interface Pager {
  readonly url: string;
  /** Every request in the order of arrival, with repeats and with those whose signature is wrong. */
  readonly calls: readonly PagerCall[];
  /** Accepts signatures of this secret, which the API shows once, when a monitor is created. Several monitors may page here. */
  trust(secret: string): void;
  /** Answers the next `times` signed requests with 503. */
  failNext(times: number): void;
  close(): void;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

const parsePage = (body: string): Page | undefined => {
  try {
    return JSON.parse(body) as Page;
  } catch {
    return undefined;
  }
};

const isSignedWith = (secret: Webhook, body: string, headers: IncomingMessage['headers']): boolean => {
  try {
    secret.verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
};

/** Starts a pager on a loopback port. It receives webhooks and verifies their signatures (Standard Webhooks). */
export const openPager = async (): Promise<Pager> => {
  const calls: PagerCall[] = [];
  const secrets: Webhook[] = [];
  let failures = 0;

  const statusFor = (body: string, headers: IncomingMessage['headers']): number => {
    if (!secrets.some((secret) => isSignedWith(secret, body, headers))) return 401;
    if (failures === 0) return 204;
    failures -= 1;
    return 503;
  };
  const receive = (body: string, headers: IncomingMessage['headers']): number => {
    const page = parsePage(body);
    if (!page) return 400;
    const answered = statusFor(body, headers);
    calls.push({ page, headers, answered, at: Date.now() });
    return answered;
  };

  const server = createServer(async (request, answer) => {
    answer.writeHead(receive(await bodyOf(request), request.headers)).end();
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${port}/pages`,
    calls,
    trust: (secret) => void secrets.push(new Webhook(secret)),
    failNext: (times) => {
      failures = times;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
