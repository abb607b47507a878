import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { defaultRetentionDays } from '../../shared/domain/retention.ts';
import { allAreas, allFunctions } from '../../shared/functions/all-functions.ts';
import { environmentOf } from '../../shared/functions/function-record.ts';
import type { HttpEvent, HttpResponse } from '../../shared/http/request.ts';
import { httpEvent } from '../support/api.ts';
import { fakeAws, refusal } from '../support/fake-aws.ts';

type Handler = (event: HttpEvent, context: object) => Promise<HttpResponse>;

const proof = 'p'.repeat(48);
const started: { aws?: Awaited<ReturnType<typeof fakeAws>> } = {};
const asked: string[] = [];

/** The environment of a stage with a domain, and a table that refuses every request and notes it. */
beforeAll(async () => {
  const aws = await fakeAws();
  started.aws = aws;
  aws.answers((call) => {
    asked.push(JSON.stringify(call));
    return refusal;
  });
  const names = new Set(allFunctions.flatMap((record) => Object.keys(environmentOf(record).shape)));
  for (const name of names) process.env[name] = `https://${name.toLowerCase()}.test`;
  Object.assign(process.env, {
    ...{ ORIGIN_PROOF: proof, ALLOW_PRIVATE_RECEIVERS: 'true', RESTORE_EPOCH: '0', RETENTION_DAYS: JSON.stringify(defaultRetentionDays) },
    ...{ MAIL_FROM: 'quiesce@example.com', AWS_ENDPOINT_URL: aws.endpoint, AWS_REGION: 'eu-central-1' },
    ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_MAX_ATTEMPTS: '1' },
  });
  // In Lambda the bundles are CommonJS, and the files that the function serves are beside it.
  Object.assign(globalThis, { __dirname: 'docs' });
  for (const stream of [process.stdout, process.stderr]) jest.spyOn(stream, 'write').mockReturnValue(true);
});
afterAll(() => {
  jest.restoreAllMocks();
  started.aws?.close();
});

const handlerOf = async (name: string): Promise<Handler> =>
  ((await import(`../../functions/${name}/handler.ts`)) as { handler: unknown }).handler as Handler;

it.each(allAreas.map(({ name }) => name))(
  'X3 %s answers requests only if CloudFront has proved itself, whatever they ask',
  async (name) => {
    const handler = await handlerOf(name);
    const routes = allAreas.find((each) => each.name === name)?.routes ?? [];
    const paths = [...routes.map(({ method, path }) => [method, path] as const), ['GET', '/nothing'] as const];
    const answers = async (headers: Readonly<Record<string, string>>) =>
      Promise.all(paths.map(async ([method, path]) => handler(httpEvent(method, path, { headers }), {})));

    const unproven: readonly Readonly<Record<string, string>>[] = [
      {},
      { 'x-quiesce-origin-proof': '' },
      { 'x-quiesce-origin-proof': proof.slice(1) },
    ];
    for (const headers of unproven)
      for (const { statusCode, body } of await answers(headers))
        expect([statusCode, body]).toEqual([403, expect.stringContaining('address is not for clients')]);
    expect(asked).toEqual([]);
    for (const { body } of await answers({ 'x-quiesce-origin-proof': proof })) expect(body).not.toContain('address is not for clients');
  },
);

it('X3 the refusal is a problem document, and a page where people open it in a browser', async () => {
  const [document, page] = await Promise.all([
    (await handlerOf('ingest'))(httpEvent('POST', '/v1/monitors/one/alerts', { body: {} }), {}),
    (await handlerOf('approvals'))(httpEvent('GET', '/approvals/a-token'), {}),
  ]);

  expect(document.headers['content-type']).toBe('application/problem+json');
  expect(JSON.parse(document.body)).toMatchObject({ status: 403, code: 'access/origin', type: 'urn:quiesce:problem:access/origin' });
  expect(page.headers['content-type']).toMatch(/^text\/html/);
  expect(page.body).not.toContain('a-token');
});
