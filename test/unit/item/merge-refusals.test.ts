import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../../../shared/domain/errors.ts';
import type { Write } from '../../../shared/domain/store.ts';
import { itemsApi } from '../../support/items-api.ts';
import { tag, twoRegistrations } from '../../support/merges.ts';

const once = { 'if-none-match': '*' };

describe('a merge is refused', () => {
  const refusal = async (
    prepare: (scene: Awaited<ReturnType<typeof twoRegistrations>>) => Promise<readonly [path: string, item: string]>,
  ) => {
    const scene = await twoRegistrations();
    const [path, item] = await prepare(scene);
    const before = scene.api.records.all().filter(({ type }) => type !== 'Idempotency').length;
    const { status, body } = await scene.api.cis.post(`/v1/items/${path}/merge`, { item });
    expect(scene.api.records.all().filter(({ type }) => type !== 'Idempotency')).toHaveLength(before);
    return `${status} ${body.code === 'request/invalid' ? body.errors[0].code : body.code}`;
  };

  it.each([
    ['400 item/merge-with-itself', async ({ asset }) => [asset, tag]],
    ['404 item/not-found', async ({ asset }) => ['hostname=nobody', asset]],
    ['400 item/unknown', async ({ asset }) => [asset, 'hostname=nobody']],
    ['409 item/two-assets', async ({ asset, child }) => [asset, child]],
    ['409 item/two-configuration-items', async ({ ci, host }) => [ci, host]],
    [
      '409 item/both-facets',
      async ({ api, asset, ci }) => {
        await api.cis.put(`/v1/configuration-items/${asset}`, { name: 'x', class: 'server' }, once);
        return [ci, asset];
      },
    ],
    ['409 asset/not-for-class', async ({ api, asset }) => [asset, (await api.ci({ name: 'shop.example', class: 'certificate' })).id]],
    [
      '409 asset/voided',
      async ({ api, asset, ci }) => {
        await api.assets.post(`/v1/assets/${asset}/void`, { reason: 'twice' });
        return [ci, asset];
      },
    ],
    [
      '409 asset/ci-in-service',
      async ({ api, asset }) => {
        await api.assets.post(`/v1/assets/${asset}/transition`, { to: 'disposed', date: '2026-11-24', method: 'scrapped', reason: 'test' });
        return [asset, (await api.ci({ name: 'live', class: 'server', stage: 'live', evidence: 'existing' })).id];
      },
    ],
    [
      '409 item/refers-to-itself',
      async ({ api, asset, ci }) => {
        await api.assets.patch(`/v1/assets/${asset}`, { partOf: ci });
        return [ci, asset];
      },
    ],
    [
      '409 item/refers-to-itself',
      async ({ api, asset, ci }) => {
        await api.assets.post(`/v1/assets/${asset}/assignments`, { item: ci });
        return [asset, ci];
      },
    ],
  ] satisfies [string, Parameters<typeof refusal>[0]][])('C1 %s', async (expected, prepare) => {
    expect(await refusal(prepare)).toBe(expected);
  });
});

it.each([
  ['before it is stored', false],
  ['after it is stored', true],
])('C1 a merge whose request fails %s is merged by the next request, once', async (_, isStored) => {
  const api = itemsApi();
  const { merge, asset, ci } = await twoRegistrations(api);
  const rows = () => api.records.all().filter(({ type }) => type !== 'Idempotency');
  const before = rows();
  const { commit } = api.world.store;
  api.world.store.commit = async (writes: readonly Write[]) => {
    if (isStored) await commit(writes);
    throw new DomainError('busy', 'store/busy', 'the store is away');
  };
  expect((await merge('asset stays')).answer.status).toBe(503);
  api.world.store.commit = commit;
  const after = rows();
  expect(after.length > before.length).toBe(isStored);

  expect((await merge('asset stays')).answer.body).toMatchObject({ id: asset, asset: { version: 2 }, ci: { name: 'db-1', version: 2 } });
  if (isStored) expect(rows()).toEqual(after);
  expect((await api.viewer.get(`/v1/items/${ci}`)).body.id).toBe(asset);
});

it('C1 of two merges at the same moment one wins, and the other is refused', async () => {
  const api = itemsApi();
  const { asset, ci, host } = await twoRegistrations(api);

  const answers = await Promise.all([
    api.cis.post(`/v1/items/${asset}/merge`, { item: ci }),
    api.cis.post(`/v1/items/${asset}/merge`, { item: host }),
  ]);

  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('item/already-merged');
});
