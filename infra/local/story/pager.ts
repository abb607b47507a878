import { createServer, type IncomingMessage } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { freePort } from '../ports.ts';

/** What on-call gets for one alert (M2: what a webhook receiver gets). */
export interface Page {
  readonly type: 'alert.firing' | 'alert.resolved';
  readonly at: number;
  readonly data: {
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly startsAt: string;
    readonly note?: string;
    readonly reason?: string;
  };
}

export interface Pager {
  readonly url: string;
  readonly pages: readonly Page[];
  /** Deliveries that were refused: their signature was not made with our secret. */
  readonly refused: () => number;
  /** The secret that signs what comes: shown once, when the monitor is made. */
  trust(secret: string): void;
  close(): void;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

/** Stands for the pager of who is on call: takes signed webhooks on a loopback port, and checks who sent them (Standard Webhooks). */
export const openPager = async (): Promise<Pager> => {
  const pages: Page[] = [];
  const known = new Set<string>();
  let secret: Webhook | undefined;
  let refused = 0;

  /** At least once is the promise of the last hop: what was had is known by its id. */
  const take = (body: string, headers: IncomingMessage['headers']): void => {
    if (!secret) throw new Error('no secret yet');
    const page = secret.verify(body, headers as Record<string, string>) as Omit<Page, 'at'> & { readonly id: string };
    if (known.has(page.id)) return;
    known.add(page.id);
    pages.push({ ...page, at: Date.now() });
  };

  const server = createServer(async (request, answer) => {
    try {
      take(await bodyOf(request), request.headers);
      answer.writeHead(204).end();
    } catch {
      refused += 1;
      answer.writeHead(401).end();
    }
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${port}/pages`,
    pages,
    refused: () => refused,
    trust: (text) => {
      secret = new Webhook(text);
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
