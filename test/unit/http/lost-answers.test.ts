import { expect, it } from '@jest/globals';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import { DomainError } from '../../../shared/domain/errors.ts';
import { answeredWithinMillis, type IdempotencyRecord } from '../../../shared/domain/idempotency/idempotency-record.ts';
import { apiOf } from '../../support/api.ts';
import { areaEndpoints } from '../../support/areas.ts';

const key = { 'idempotency-key': 'key-1' };

const everything = () => {
  const api = apiOf((world) => [...peopleEndpoints(world), ...areaEndpoints.assets(world), ...areaEndpoints['configuration-items'](world)]);
  return { ...api, admin: api.as('admin', 'asset-manager', 'configuration-manager') };
};

/** A first request that commits and then ends without storing its answer, and a function that repeats the request. */
const crashed = async (path: string, body: object, api = everything()) => {
  api.records.before = (operation, writes) => {
    if (operation === 'commit' && writes?.length === 1) throw new DomainError('busy', 'store/busy', 'the process is gone');
  };
  await api.admin.post(path, body, key);
  api.records.before = () => undefined;
  return { ...api, again: () => api.admin.post(path, body, key) };
};

it.each([
  ['/v1/teams', { name: 'storage' }],
  ['/v1/assets', { name: 'a laptop', kind: 'hardware' }],
  ['/v1/configuration-items', { name: 'orders-db-1', class: 'database' }],
])('I3 a lost answer of POST %s is built again after the time limit of the first request', async (path, body) => {
  const { again, clock, admin } = await crashed(path, body);

  const early = await again();
  clock.advance(answeredWithinMillis);
  const repeated = await again();

  expect([early.status, early.body.code]).toEqual([409, 'idempotency/in-progress']);
  expect([repeated.status, repeated.headers.location, repeated.headers.etag]).toEqual([201, `${path}/${repeated.body.id}`, '"1"']);
  expect(repeated.body).toEqual((await admin.get(`${path}/${repeated.body.id}`)).body);
  expect(repeated.headers['idempotency-replayed']).toBe('true');
  expect((await admin.get(path)).body.items).toHaveLength(1);
});

it('I3 a lost answer that contained a secret is not built again', async () => {
  const api = everything();
  const { body: person } = await api.admin.post('/v1/people', { name: 'Ada', email: 'ada@quiesce.test', zone: 'UTC' });
  const { again, clock } = await crashed('/v1/clients', { name: 'importer', roles: ['viewer'], responsible: person.id }, api);
  clock.advance(answeredWithinMillis);

  const { status, body } = await again();

  expect([status, body.code]).toEqual([409, 'idempotency/answer-lost']);
});

it('I3 an answer over 64 kB is not stored, but built again at once by reading', async () => {
  const { admin, records } = everything();
  const large = { name: 'orders-db-1', class: 'database', attributes: { notes: 'x'.repeat(70_000) } };

  const first = await admin.post('/v1/configuration-items', large, key);
  const again = await admin.post('/v1/configuration-items', large, key);

  const record = records.all().find(({ type }) => type === 'IdempotencyRecord')?.data as unknown as IdempotencyRecord;
  expect(record.answer).toMatchObject({ status: 201 });
  expect(record.answer).not.toHaveProperty('body');
  expect([again.status, again.body, again.headers.location]).toEqual([201, first.body, first.headers.location]);
});
