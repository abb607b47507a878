import { expect, it, jest } from '@jest/globals';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import { issueToken, rotateToken } from '../../../shared/application/token/issue-token.ts';
import { day, hour } from '../../../shared/domain/clock.ts';
import { readToken, writeToken } from '../../../shared/domain/token/machine-token.ts';
import { logger } from '../../../shared/observability/log.ts';
import { httpArea } from '../../../shared/runtime/http-function.ts';
import { httpEvent, idOf } from '../../support/api.ts';
import { identityWorld } from '../../support/identity.ts';

/** An identity world with a client and its first token. */
const withClient = async () => {
  const base = identityWorld();
  const { world } = base;
  const { id: responsible } = await base.person();
  const [id, now] = [world.ids.next(), world.clock.now()];
  const client = { id, version: 1, createdAt: now, updatedAt: now, name: 'importer', roles: ['asset-manager' as const], responsible };
  const { token, write } = issueToken(world)('client', id);
  await world.store.commit([...world.clients.save(client), write]);
  return { ...base, client, token };
};

it('X1 a token identifies its client, with the client’s roles and responsible person', async () => {
  const { started, token, client } = await withClient();

  expect(await started()(`Bearer ${token}`)).toEqual({
    kind: 'client',
    id: client.id,
    roles: ['asset-manager'],
    teams: [],
    responsible: client.responsible,
  });
  const basic = Buffer.from(`anybody:${token}`).toString('base64');
  expect(await started()(`Basic ${basic}`)).toMatchObject({ id: client.id });
});

it('X1 tokens are stored as hashes', async () => {
  const { records, token } = await withClient();

  expect(JSON.stringify(records.all())).not.toContain(readToken(token)?.secret);
});

it('X1 the token of a calendar feed does not sign in, and is refused without a read', async () => {
  const { started, records, world, client } = await withClient();
  const { token, write } = issueToken(world)('feed', client.id);
  await world.store.commit([write]);
  records.usage.requests = 0;

  await expect(started()(`Bearer ${token}`)).rejects.toBeDomainError('access/token-invalid');
  expect(records.usage.requests).toBe(0);
});

it.each([
  ['with another checksum', (token: string) => `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`],
  ['with a missing part', (token: string) => token.slice(0, -9)],
  ['of an unknown kind', (token: string) => token.replace('qs_client_', 'qs_person_')],
])('X1 a malformed token is refused without a read: one %s', async (_, mangled) => {
  const { started, records, token } = await withClient();
  records.usage.requests = 0;

  await expect(started()(`Bearer ${mangled(token)}`)).rejects.toBeDomainError('access/token-invalid');
  expect(records.usage.requests).toBe(0);
});

it('X1 a request without a token, or with an unknown scheme, is refused without a read', async () => {
  const { started, records } = await withClient();
  records.usage.requests = 0;

  for (const header of [undefined, '', 'Bearer', 'Digest abc', 'Basic bm9jb2xvbg=='])
    await expect(started()(header)).rejects.toBeDomainError('access/token-missing');
  expect(records.usage.requests).toBe(0);
});

it('X1 a well-formed token that was never issued is refused', async () => {
  const { started, client } = await withClient();

  const forged = writeToken({ kind: 'client', id: client.id, secret: 'ab'.repeat(32) });
  const stranger = writeToken({ kind: 'client', id: client.responsible, secret: 'ab'.repeat(32) });

  await expect(started()(`Bearer ${forged}`)).rejects.toBeDomainError('access/token-invalid');
  await expect(started()(`Bearer ${stranger}`)).rejects.toBeDomainError('access/token-invalid');
});

it('X1 a bad token of a monitor is answered with where to get a new one, and not with signing in', async () => {
  const { started } = await withClient();
  const token = writeToken({ kind: 'monitor', id: idOf(7), secret: 'a'.repeat(64) });

  await expect(started()(`Bearer ${token}`)).rejects.toMatchObject({
    code: 'access/token-invalid',
    message: `this token of a monitor is unknown or has expired; an admin can issue a new one with POST /v1/monitors/${idOf(7)}/rotate-token`,
  });
  await expect(started()(`Bearer ${token.slice(0, -3)}`)).rejects.toMatchObject({ message: expect.not.stringMatching(/sign/) });
});

it('X1 after a rotation both tokens are valid until the overlap ends', async () => {
  const { started, world, clock, client, token } = await withClient();

  const next = await rotateToken(world)('client', client.id, day);

  clock.advance(23 * hour);
  await expect(started()(`Bearer ${token}`)).resolves.toMatchObject({ id: client.id });
  clock.advance(hour);
  await expect(started()(`Bearer ${token}`)).rejects.toBeDomainError('access/token-invalid');
  await expect(started()(`Bearer ${next}`)).resolves.toMatchObject({ id: client.id });
});

it('X1 a deleted client is refused once the 30 s cache has expired', async () => {
  const { started, world, clock, client, token } = await withClient();
  const identify = started();
  await identify(`Bearer ${token}`);

  await world.store.commit(world.clients.remove(client, client.updatedAt));

  clock.advance(30_001);
  await expect(identify(`Bearer ${token}`)).rejects.toBeDomainError('access/token-invalid');
});

it('X1 a caller is read from the table at most once in 30 s', async () => {
  const { started, records, clock, token } = await withClient();
  const identify = started();
  await identify(`Bearer ${token}`);
  records.usage.requests = 0;

  clock.advance(29_999);
  await identify(`Bearer ${token}`);
  expect(records.usage.requests).toBe(0);
});

it('X1 X3 a token is never logged', async () => {
  const { world, started, token } = await withClient();
  const spies = (['info', 'error'] as const).map((level) => jest.spyOn(logger, level).mockImplementation(() => undefined));
  const handle = httpArea(world, started(), peopleEndpoints);

  for (const sent of [token, token.slice(0, -1)])
    await handle(httpEvent('GET', '/v1/me', { headers: { authorization: `Bearer ${sent}` } }), {} as never);

  const logged = spies.flatMap(({ mock }) => mock.calls as unknown[]);
  expect(logged).toHaveLength(2);
  expect(JSON.stringify(logged)).not.toContain(readToken(token)?.secret);
});
