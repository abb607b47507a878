import { beforeAll, beforeEach, expect, it } from '@jest/globals';
import { writeToken } from '../../shared/domain/token/machine-token.ts';
import { allAreas } from '../../shared/functions/all-functions.ts';
import type { HttpEvent, HttpResponse } from '../../shared/http/request.ts';
import { httpEvent } from '../support/api.ts';
import { refusal } from '../support/fake-aws.ts';
import { countsOf } from './log-counts.ts';
import { runningHandlers } from './running-handlers.ts';
import { templatesOf } from './synthesized.ts';

type Handler = (event: HttpEvent, context: object) => Promise<HttpResponse>;

const proof = 'p'.repeat(48);
const asked: string[] = [];
/** The environment of a stage with a domain. */
const { lines, started } = runningHandlers({ ORIGIN_PROOF: proof });
const { service } = templatesOf('prod');

beforeAll(() => {
  // In Lambda the bundles are CommonJS, and the files that the function serves are beside it.
  Object.assign(globalThis, { __dirname: 'docs' });
});
/** A table that refuses every request and notes it. */
beforeEach(() => {
  asked.length = 0;
  started.aws?.answers((call) => {
    asked.push(JSON.stringify(call));
    return refusal;
  });
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

it('X3 S10 if the proofs differ, alerts of a monitor get 503, which it repeats, and the alarm starts with the first one', async () => {
  const monitor = '00000000-0000-4000-8000-000000000001';
  const token = writeToken({ kind: 'monitor', id: monitor, secret: 'a'.repeat(64) });
  const handler = await handlerOf('ingest');
  asked.length = 0;
  const written = async (authorization: string) => {
    lines.length = 0;
    const headers = { authorization, 'x-quiesce-origin-proof': 'another' };
    const answer = await handler(httpEvent('POST', `/v1/monitors/${monitor}/alerts`, { headers, body: { alerts: [] } }), {});
    return { answer, counts: countsOf(service, 'Functionsingest', lines) };
  };

  for (const authorization of [`Bearer ${token}`, `Basic ${Buffer.from(`quiesce:${token}`).toString('base64')}`]) {
    const { answer, counts } = await written(authorization);
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '60']);
    expect(JSON.parse(answer.body)).toMatchObject({ status: 503, code: 'access/origin' });
    expect(counts).toEqual([{ metric: 'IngestFailures', value: 1 }]);
    expect(lines).toEqual([expect.objectContaining({ message: 'request', status: 503, caller: `unverified monitor:${monitor}` })]);
  }
  service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    ...{ AlarmName: 'quiesce-prod: Ingest is failing', MetricName: 'IngestFailures', Threshold: 0, Statistic: 'Sum' },
    ComparisonOperator: 'GreaterThanThreshold',
  });
  // Scanners have no such token. Their visits must not start this alarm.
  const client = writeToken({ kind: 'client', id: monitor, secret: 'a'.repeat(64) });
  for (const other of ['', 'Bearer qs_monitor_wrong', `Bearer ${token.slice(0, -1)}`, `Bearer ${client}`])
    expect(await written(other)).toMatchObject({ answer: { statusCode: 403 }, counts: [{ metric: 'IngestRefusals', value: 1 }] });
  expect(asked).toEqual([]);
});
