import { expect, it } from '@jest/globals';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import { apiOf, idOf } from '../../support/api.ts';

const people = () => {
  const api = apiOf(peopleEndpoints);
  return { ...api, admin: api.as('admin'), viewer: api.as('viewer') };
};

/** Headers that differ from one request to the next. */
const stable = ({ 'x-request-id': _, ...headers }: Readonly<Record<string, string>>) => headers;

it('I1 HEAD answers the status and headers of GET, without a body', async () => {
  const { admin } = people();
  const { body } = await admin.post('/v1/teams', { name: 'storage' });
  const path = `/v1/teams/${body.id}`;

  const [get, head] = [await admin.get(path), await admin.send('HEAD', path)];

  expect(head).toMatchObject({ status: 200, body: '' });
  expect(head.headers).toMatchObject({ etag: '"1"', 'content-type': 'application/json' });
  expect(stable(head.headers)).toEqual(stable(get.headers));
});

it('I1 HEAD is refused like GET: without a token, for an unknown id, and for an invalid query', async () => {
  const { viewer, anonymous } = people();

  const answers = [
    await anonymous('HEAD', '/v1/teams'),
    await viewer.send('HEAD', `/v1/teams/${idOf(1)}`),
    await viewer.send('HEAD', '/v1/teams?shoe=43'),
    await viewer.send('HEAD', '/v1/no/such/path'),
  ];

  expect(answers.map(({ status, body }) => [status, body])).toEqual([401, 404, 400, 404].map((status) => [status, '']));
});

it('I1 HEAD needs the role that GET needs', async () => {
  const { admin, viewer } = people();

  const statuses = async (method: string) => [
    (await admin.send(method, '/v1/clients')).status,
    (await viewer.send(method, '/v1/clients')).status,
  ];

  expect(await statuses('HEAD')).toEqual(await statuses('GET'));
  expect(await statuses('HEAD')).toEqual([200, 403]);
});

it('I1 HEAD of a path without GET is answered 405', async () => {
  const { admin } = people();

  const { status, headers } = await admin.send('HEAD', `/v1/clients/${idOf(1)}/rotate-token`);

  expect([status, headers.allow]).toEqual([405, 'POST']);
});
