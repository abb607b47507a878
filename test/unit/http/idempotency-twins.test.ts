import { expect, it } from '@jest/globals';
import { peopleEndpoints } from '../../../functions/people/endpoints.ts';
import { submitChange } from '../../../shared/contracts/change-actions.ts';
import { anyone } from '../../../shared/domain/access.ts';
import { conflict } from '../../../shared/domain/errors.ts';
import { idempotently, protectingStore } from '../../../shared/http/idempotency.ts';
import type { HttpResponse } from '../../../shared/http/request.ts';
import { apiOf, httpEvent } from '../../support/api.ts';

const key = { 'idempotency-key': 'key-1' };

/** The API of teams. `pause` is what happens while a request waits for the answer of its twin. */
const teams = (pause = async (): Promise<void> => undefined) => {
  const api = apiOf(peopleEndpoints, { pause });
  const admin = api.as('admin');
  return { ...api, admin, names: async () => (await admin.get('/v1/teams')).body.items.map(({ name }: { name: string }) => name) };
};

it('I3 a second request that is refused because of what the first one wrote gets the answer of the first', async () => {
  const { promise: mayKeep, resolve: keep } = Promise.withResolvers<void>();
  const { admin, records, names } = teams(async () => keep());
  const { promise: hasCommitted, resolve: committed } = Promise.withResolvers<void>();
  const { promise: mayRead, resolve: read } = Promise.withResolvers<void>();
  let commits = 0;
  records.committed = () => committed();
  records.before = (operation, writes) => {
    if (operation !== 'commit' || writes?.length === 1) return operation === 'commit' ? mayKeep : undefined;
    commits += 1;
    return commits === 1 ? mayRead : hasCommitted;
  };

  const answers = [1, 2].map(() => admin.post('/v1/teams', { name: 'storage' }, key));
  read();
  const [first, second] = await Promise.all(answers);

  expect([first?.status, second?.status]).toEqual([201, 201]);
  expect([second?.body, second?.headers['idempotency-replayed']]).toEqual([first?.body, 'true']);
  expect(await names()).toEqual(['storage']);
});

it('I3 an action that is refused because the same request has just done it gets the answer of the first', async () => {
  const { world, records, clock } = teams();
  const repository = world.idempotency;
  const protectedStore = protectingStore(records, repository, () => undefined);
  const idempotent = idempotently({ repository, store: records, clock, pause: async () => undefined });
  const asked = (run: () => Promise<HttpResponse>) =>
    idempotent({
      contract: submitChange,
      event: httpEvent('POST', '/v1/changes/1/submit', { headers: key }),
      caller: anyone,
      run: async () => ({ response: await run(), secret: false }),
      rebuildResponse: async () => undefined,
    });
  const response: HttpResponse = { statusCode: 200, headers: {}, body: '{"status":"assessing"}' };
  const first = () => asked(async () => protectedStore.commit([]).then(() => response));
  const refusal = () => Promise.reject(conflict('change/not-draft', 'CHG-000001 is assessing'));

  const second = await asked(async () => first().then(refusal));

  expect(second).toEqual({ ...response, headers: { 'idempotency-replayed': 'true' } });
  await expect(first().then(refusal)).rejects.toMatchObject({ code: 'change/not-draft' });
});

it('I3 a request that is refused after it has stored something is told the refusal, and not that it is still running', async () => {
  const { world, records, clock } = teams();
  const repository = world.idempotency;
  const idempotent = idempotently({ repository, store: records, clock, pause: async () => undefined });

  const refused = idempotent({
    contract: submitChange,
    event: httpEvent('POST', '/v1/changes/1/start', { headers: key }),
    caller: anyone,
    run: async () => {
      await protectingStore(records, repository, () => undefined).commit([]);
      throw conflict('change/too-early', 'the window has not begun');
    },
    rebuildResponse: async () => undefined,
  });

  await expect(refused).rejects.toMatchObject({ code: 'change/too-early' });
});

it('I3 the same JSON in another order and layout is the same request', async () => {
  const { admin } = teams();
  const person = { name: 'Ada', email: 'ada@quiesce.test', zone: 'UTC' };
  const first = await admin.post('/v1/people', person, key);
  const json = { 'content-type': 'application/json', ...key };
  const text = '{ "zone":"UTC",\n "email": "ada@quiesce.test", "n\\u0061me": "Ada" }';

  const again = await admin.send('POST', '/v1/people', { body: text, headers: json });
  const encoded = await admin.send('POST', '/v1/people', {
    body: Buffer.from(text).toString('base64'),
    isBase64Encoded: true,
    headers: json,
  });
  const other = await admin.send('POST', '/v1/people', { body: text.replace('Ada', 'ada'), headers: json });

  expect([again.status, again.body]).toEqual([201, first.body]);
  expect(encoded.body).toEqual(first.body);
  expect([other.status, other.body.code]).toEqual([422, 'idempotency/key-reused']);
});
