import { expect, it, jest } from '@jest/globals';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import { StaleWrite } from '../../../shared/domain/store.ts';
import { httpLog } from '../../../shared/observability/log.ts';
import { apiOf } from '../../support/api.ts';

const day = 24 * 60 * 60 * 1_000;
const key = { 'idempotency-key': 'key-1' };

const teams = () => {
  const api = apiOf(peopleEndpoints);
  const admin = api.as('admin');
  return {
    ...api,
    admin,
    names: async () => (await admin.get('/v1/teams')).body.items.map(({ name }: { name: string }) => name),
    storedRecords: () => api.records.all().filter(({ type }) => type === 'IdempotencyRecord'),
  };
};

it('I3 the same key and body are handled once and give the same answer', async () => {
  const { admin, names } = teams();

  const first = await admin.post('/v1/teams', { name: 'storage' }, key);
  const again = await admin.post('/v1/teams', { name: 'storage' }, key);

  expect([again.status, again.body]).toEqual([201, first.body]);
  expect(again.headers).toMatchObject({ etag: '"1"', location: first.headers.location, 'idempotency-replayed': 'true' });
  expect(first.headers).not.toHaveProperty('idempotency-replayed');
  expect(await names()).toEqual(['storage']);
});

it('I3 the same key with another body is 422', async () => {
  const { admin } = teams();
  await admin.post('/v1/teams', { name: 'storage' }, key);

  const { status, body } = await admin.post('/v1/teams', { name: 'network' }, key);

  expect([status, body.code]).toEqual([422, 'idempotency/key-reused']);
});

it('I3 a key is valid for one caller and one path', async () => {
  const { admin, as, names } = teams();
  await admin.post('/v1/teams', { name: 'storage' }, key);

  const others = [
    await as('admin').post('/v1/teams', { name: 'network' }, key),
    await admin.post('/v1/teams', { name: 'desktop' }, { 'idempotency-key': 'key-2' }),
    await admin.post('/v1/contact-groups', { name: 'on call' }, key),
  ];

  expect(others.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(await names()).toEqual(['storage', 'network', 'desktop']);
});

it('I3 simultaneous requests with one key are handled once', async () => {
  const { admin, names } = teams();

  const answers = await Promise.all([1, 2, 3].map(() => admin.post('/v1/teams', { name: 'storage' }, key)));

  expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined && headers.location)).toHaveLength(1);
  expect(await names()).toEqual(['storage']);
});

it('I3 while the first request has no answer, the same key is answered 409 with Retry-After', async () => {
  const { admin, records, names } = teams();
  const { promise: mayKeep, resolve: keep } = Promise.withResolvers<void>();
  const { promise: hasCommitted, resolve: committed } = Promise.withResolvers<void>();
  records.committed = () => committed();
  records.before = (operation, writes) => (operation === 'commit' && writes?.length === 1 ? mayKeep : undefined);

  const first = admin.post('/v1/teams', { name: 'storage' }, key);
  await hasCommitted;
  const { status, body, headers } = await admin.post('/v1/teams', { name: 'storage' }, key);
  keep();

  expect([status, body.code, headers['retry-after']]).toEqual([409, 'idempotency/in-progress', '1']);
  expect((await first).status).toBe(201);
  expect(await names()).toEqual(['storage']);
});

it('I3 an error is not stored: the same key may succeed later', async () => {
  const { admin, storedRecords } = teams();
  const { body } = await admin.post('/v1/teams', { name: 'storage' });

  const refused = await admin.post('/v1/teams', { name: 'Storage' }, key);
  expect([refused.status, refused.body.code, storedRecords()]).toEqual([409, 'team/name-taken', []]);
  await admin.delete(`/v1/teams/${body.id}`, { 'if-match': '"1"' });

  expect((await admin.post('/v1/teams', { name: 'Storage' }, key)).status).toBe(201);
});

it('I3 an answer with a secret is not stored: the same key is answered 409, and no row contains the secret', async () => {
  const { admin, records } = teams();
  const { body: person } = await admin.post('/v1/people', { name: 'Ada', email: 'ada@quiesce.test', zone: 'UTC' });
  const client = { name: 'importer', roles: ['asset-manager'], responsible: person.id };

  const first = await admin.post('/v1/clients', client, key);
  const again = await admin.post('/v1/clients', client, key);

  expect(first.body.token).toMatch(/^qs_client_/);
  expect([again.status, again.body.code]).toEqual([409, 'idempotency/secret-answer']);
  expect(JSON.stringify(records.all())).not.toContain(first.body.token);
});

it('I3 a key is valid until its expiresAt, whether or not its row still exists', async () => {
  const { admin, clock, storedRecords, names } = teams();
  await admin.post('/v1/teams', { name: 'storage' }, key);

  clock.advance(day - 1);
  expect((await admin.post('/v1/teams', { name: 'storage' }, key)).status).toBe(201);
  clock.advance(1);
  const next = await admin.post('/v1/teams', { name: 'network' }, key);

  expect([next.status, storedRecords().length, await names()]).toEqual([201, 1, ['storage', 'network']]);
});

it('I3 the key is committed in the same transaction as the resource that it protects, with the id of that resource', async () => {
  const { admin, records, storedRecords } = teams();
  const transactions: string[][] = [];
  records.committed = (rows) => void transactions.push(rows.map(({ type }) => type));

  const { body } = await admin.post('/v1/teams', { name: 'storage' }, key);

  expect(transactions).toEqual([['Team', 'Guard', 'Event', 'IdempotencyRecord'], ['IdempotencyRecord']]);
  expect(storedRecords()[0]?.data).toMatchObject({ makes: body.id });

  jest.spyOn(httpLog, 'bug').mockImplementation(() => undefined);
  records.before = (operation) => {
    if (operation === 'commit') throw new StaleWrite(['Event of another']);
  };
  const lost = await admin.post('/v1/teams', { name: 'network' }, { 'idempotency-key': 'key-2' });
  expect([lost.status, storedRecords().length]).toEqual([503, 1]);
});

it.each(['', 'a b', 'x'.repeat(256), 'schlüssel'])('I3 a malformed key is refused: "%s"', async (bad) => {
  const { admin } = teams();

  const { status, body } = await admin.post('/v1/teams', { name: 'storage' }, { 'idempotency-key': bad });

  expect([status, body.code]).toEqual([400, 'idempotency/key-invalid']);
});
