import { expect, it } from '@jest/globals';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import { requestChange } from '../../../shared/contracts/changes.ts';
import { apiClient } from '../../../shared/contracts/client.ts';
import { clients, readMe, teams } from '../../../shared/contracts/people.ts';
import { apiOf } from '../../support/api.ts';

/** The typed client. Its requests go to the area on the in-memory table instead of the network. */
const overFakes = () => {
  const api = apiOf(peopleEndpoints);
  const caller = api.as('admin');
  const sent: string[] = [];
  const send = async (url: string | URL | Request, { method = 'GET', headers, body }: RequestInit = {}) => {
    const { pathname, search } = new URL(String(url));
    sent.push(`${method} ${pathname}${search}`);
    const answer = await caller.send(method, `${pathname}${search}`, { headers: headers as Record<string, string>, body });
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    return new Response(answer.status === 204 ? null : text, { status: answer.status, headers: answer.headers });
  };
  return { ...apiClient('https://quiesce.test', `${caller.caller.kind}:${caller.caller.id}`, send as typeof fetch), sent };
};

it('I6 the typed client builds paths, queries, bodies, versions and keys from the contracts', async () => {
  const { call, sent } = overFakes();

  const created = await call(teams.create, { body: { name: 'storage' }, idempotencyKey: 'key-1' });
  const again = await call(teams.create, { body: { name: 'storage' }, idempotencyKey: 'key-1' });
  if (!created.ok) throw new Error(created.body.detail);
  const { id, version } = created.body;
  const patched = await call(teams.patch, { params: { id }, body: { name: 'disks' }, ifMatch: version });
  const listed = await call(teams.list, { query: { limit: 2, cursor: undefined } });
  const removed = await call(teams.remove, { params: { id }, ifMatch: '*' });

  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(patched).toMatchObject({ ok: true, status: 200, body: { name: 'disks', version: 2 } });
  expect(listed.ok && listed.body.items.map(({ name }) => name)).toEqual(['disks']);
  expect(removed).toMatchObject({ ok: true, status: 204, body: '' });
  expect(sent).toEqual(['POST /v1/teams', 'POST /v1/teams', `PATCH /v1/teams/${id}`, 'GET /v1/teams?limit=2', `DELETE /v1/teams/${id}`]);
});

it('I6 the client returns a refusal with its code instead of throwing', async () => {
  const { call } = overFakes();

  const refused = await call(clients.read, { params: { id: 'a/b c' } });

  expect(refused).toMatchObject({ ok: false, status: 404, body: { code: 'client/not-found' } });
});

it('I4 the client requests a dry run with a query parameter', async () => {
  const { call, sent } = overFakes();

  await call(requestChange, { body: { title: 'Upgrade', items: ['ci=a'] }, dryRun: true });
  await call(readMe);

  expect(sent).toEqual(['POST /v1/changes?dryRun=true', 'GET /v1/me']);
});
