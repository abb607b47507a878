import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Api } from './api.ts';

/** Headers of a request as the gateway passes them on: one text for each name. */
const headersOf = (raw: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(raw).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));

/** A server of the pages of an API that runs in this process, so that a browser can open them. */
const servePages = async ({ anonymous }: Pick<Api, 'anonymous'>) => {
  const server = createServer((request, response) => {
    const answered = (async () => {
      const { method = 'GET', url = '/' } = request;
      const sent = await text(request);
      const answer = await anonymous(method, url, { headers: headersOf(request.headers), ...(sent === '' ? {} : { body: sent }) });
      response.writeHead(answer.status, answer.headers).end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    })();
    answered.catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

/** Serves the pages of an API while a test uses them. */
export const withPages = async <Answer>(api: Parameters<typeof servePages>[0], use: (url: string) => Promise<Answer>): Promise<Answer> => {
  const server = await servePages(api);
  try {
    return await use(server.url);
  } finally {
    await server.stop();
  }
};
