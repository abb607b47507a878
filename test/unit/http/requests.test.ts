import { expect, it, jest } from '@jest/globals';
import * as z from 'zod';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import { route } from '../../../shared/contracts/contract.ts';
import { peopleRoutes } from '../../../shared/contracts/people.ts';
import { anyone } from '../../../shared/domain/access.ts';
import { httpHandler } from '../../../shared/http/http-handler.ts';
import { Answer, type HttpEvent, type HttpResponse, on } from '../../../shared/http/request.ts';
import { httpLog } from '../../../shared/observability/log.ts';
import { apiOf, httpEvent, idOf } from '../../support/api.ts';
import { storeAway } from '../../support/in-memory-records.ts';

const people = () => {
  const api = apiOf(peopleEndpoints);
  return { ...api, admin: api.as('admin') };
};
const someone = { name: 'Ada', email: 'ada@quiesce.test', zone: 'Europe/Berlin' };
const json = { 'content-type': 'application/json' };
const nosniff = { 'x-content-type-options': 'nosniff' };

it('I1 an unknown field is refused, and the error names it', async () => {
  const { admin } = people();

  const { status, headers, body } = await admin.post('/v1/people', { ...someone, shoe: 43, 'a/b~c': 1 });

  expect(status).toBe(400);
  expect(headers['content-type']).toBe('application/problem+json');
  expect(body).toMatchObject({
    type: 'urn:quiesce:problem:body/invalid',
    title: 'Bad Request',
    status: 400,
    code: 'body/invalid',
    instance: '/v1/people',
  });
  expect(body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code])).toEqual([
    ['/shoe', 'unknown-field'],
    ['/a~1b~0c', 'unknown-field'],
  ]);
});

it('I1 the error has a pointer to each invalid field, including nested fields', async () => {
  const { admin } = people();

  const { body } = await admin.post('/v1/people', { name: 7, email: 'nobody', zone: 'Mars/Olympus', roles: ['viewer', 'king'] });

  expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/name', '/email', '/zone', '/roles/1']);
});

it('I1 an unknown query parameter and a limit that is not a number are refused', async () => {
  const { admin } = people();

  const unknown = await admin.get('/v1/people?shoe=43');
  const wrong = await admin.get('/v1/people?limit=many');
  const onRead = await admin.get(`/v1/people/${idOf(1)}?shoe=43`);

  for (const { status, body } of [unknown, wrong, onRead]) expect([status, body.code]).toEqual([400, 'query/invalid']);
  expect(unknown.body.errors[0].pointer).toBe('/query/shoe');
  expect(wrong.body.errors[0].pointer).toBe('/query/limit');
});

it.each(['{', 'null,', '{"name": }', 'name=Ada'])('I1 a body that is not JSON is refused: %s', async (text) => {
  const { admin } = people();

  const { status, body } = await admin.send('POST', '/v1/people', { body: text, headers: json });

  expect([status, body.code]).toEqual([400, 'body/not-json']);
});

it('I1 JSON that is nested too deep is refused before it is validated', async () => {
  const { admin } = people();

  const { status, body } = await admin.send('POST', '/v1/people', { body: '['.repeat(5_000) + ']'.repeat(5_000), headers: json });

  expect([status, body.code]).toEqual([400, 'body/too-deep']);
});

it.each(['__proto__', '\\u005f_proto__'])('I1 a field that would change the prototype is refused by its name: %s', async (name) => {
  const { admin } = people();

  const { status, body } = await admin.send('POST', '/v1/teams', { body: `{"name":"storage","${name}":{"polluted":true}}`, headers: json });

  expect([status, body.errors[0].pointer, ({} as { polluted?: boolean }).polluted]).toEqual([400, '/__proto__', undefined]);
});

it('I1 a body over the limit is answered 413, a body of another type 415; a patch may have the type of a merge patch', async () => {
  const { admin } = people();

  const large = await admin.post('/v1/people', { ...someone, name: 'x'.repeat(300_000) });
  const typed = await admin.send('POST', '/v1/people', { body: '<name/>', headers: { 'content-type': 'text/xml' } });
  const untyped = await admin.send('POST', '/v1/people', { body: JSON.stringify(someone) });
  const { body: created } = await admin.send('POST', '/v1/people', {
    body: JSON.stringify(someone),
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
  const patched = await admin.send('PATCH', `/v1/people/${created.id}`, {
    body: '{"name":"Ada L."}',
    headers: { 'content-type': 'application/merge-patch+json', 'if-match': '"1"' },
  });

  expect([large.status, large.body.code]).toEqual([413, 'body/too-large']);
  expect([typed.status, typed.body.code]).toEqual([415, 'body/content-type']);
  expect(untyped.status).toBe(415);
  expect(patched.body).toMatchObject({ name: 'Ada L.', version: 2 });
});

it('I1 a body in base64 is decoded, because the gateway encodes bodies of unknown types', async () => {
  const { admin } = people();

  const body = Buffer.from(JSON.stringify({ name: 'Straße' })).toString('base64');
  const answer = await admin.send('POST', '/v1/teams', { body, headers: json, isBase64Encoded: true });

  expect(answer.body).toMatchObject({ name: 'Straße' });
});

it('I1 an unknown path is answered 404, a known path with another method 405 with the allowed methods', async () => {
  const { admin, anonymous } = people();

  const unknown = await admin.get('/v1/people/one/two');
  const method = await anonymous('PUT', `/v1/people/${idOf(1)}`, { body: {} });
  const broken = await admin.get('/v1/people/%E0%A4%A');

  expect([unknown.status, unknown.body.code]).toEqual([404, 'path/unknown']);
  expect([method.status, method.body.code, method.headers.allow]).toEqual([405, 'method/not-allowed', 'GET, HEAD, PATCH, DELETE']);
  expect(broken.status).toBe(404);
});

it('I1 a request that the gateway sent to the wrong function is answered 404, not 405', async () => {
  const handle = httpHandler({
    endpoints: [],
    identify: async () => anyone,
    idempotent: ({ run }) => run().then(({ response }) => response),
    log: httpLog,
    alsoKnown: peopleRoutes,
  }) as unknown as (event: HttpEvent, context: object) => Promise<HttpResponse>;

  const request = (method: string) => handle(httpEvent(method, '/v1/clients/\n/rotate-token'), {});

  expect([(await request('POST')).statusCode, (await request('GET')).statusCode]).toEqual([404, 405]);
});

it('I1 every answer has the id of its request and is not to be taken for another type, including errors', async () => {
  const { admin, anonymous } = people();

  const created = await admin.get('/v1/me');
  const { headers, body } = await anonymous('GET', '/v1/me');

  expect(created.headers).toMatchObject({ ...nosniff, 'x-request-id': expect.stringMatching(/^request-\d+$/) });
  expect(headers).toMatchObject({ ...nosniff, 'x-request-id': body.requestId, 'www-authenticate': expect.stringMatching(/^Bearer/) });
});

it('I1 an unexpected error is logged and answered 500 without details', async () => {
  const bug = jest.spyOn(httpLog, 'bug').mockImplementation(() => undefined);
  const { admin, records } = people();
  records.before = () => {
    throw new Error('connection string: secret');
  };

  const { status, body } = await admin.get('/v1/teams');

  expect([status, body.code]).toEqual([500, 'server/bug']);
  expect(JSON.stringify(body)).not.toContain('secret');
  expect(bug).toHaveBeenCalledTimes(1);
});

it('I1 an unavailable store is answered 503 with Retry-After', async () => {
  const { admin, records } = people();
  records.before = storeAway;

  const { status, body, headers } = await admin.get('/v1/teams');

  expect([status, body.code, headers['retry-after']]).toEqual([503, 'store/busy', '1']);
});

it('I1 the answer to a creation has a Location; the answer to a deletion has no body', async () => {
  const { admin } = people();

  const created = await admin.post('/v1/teams', { name: 'storage' });
  const deleted = await admin.delete(`/v1/teams/${created.body.id}`, { 'if-match': created.headers.etag ?? '' });

  expect(created.status).toBe(201);
  expect(created.headers).toMatchObject({ location: `/v1/teams/${created.body.id}`, etag: '"1"', 'cache-control': 'no-store' });
  expect([deleted.status, deleted.body]).toEqual([204, '']);
});

const readMuch = route({
  name: 'readMuch',
  method: 'GET',
  path: '/v1/much',
  summary: 'too much',
  access: 'anyone',
  success: { status: 200, schema: () => z.string() },
});

it('I4 an answer over 5 MB is refused with 507', async () => {
  const { anonymous } = apiOf(() => [on(readMuch, () => new Answer('ü'.repeat((5 * 1_024 * 1_024) / 2 + 1)))]);

  const { status, body } = await anonymous('GET', '/v1/much');

  expect([status, body.code]).toEqual([507, 'answer/too-large']);
});
