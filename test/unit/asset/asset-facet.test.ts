import { describe, expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

const once = { 'if-none-match': '*' };

describe('the asset facet of an existing item', () => {
  it('C1 a configuration item gets an asset facet under the same id', async () => {
    const { assets, viewer, ci } = itemsApi();
    const { id } = await ci();
    const path = `/v1/assets/${id}`;
    const body = { name: 'a machine', kind: 'hardware' };

    expect((await assets.put(path, body)).status).toBe(428);
    const created = await assets.put(path, body, once);

    expect(created).toMatchObject({ status: 201, headers: { etag: '"1"', location: path }, body: { id, name: 'a machine' } });
    expect(await assets.put(path, body, once)).toMatchObject({ status: 412, body: { code: 'asset/exists' } });
    expect((await viewer.get(`/v1/items/${id}`)).body).toMatchObject({ asset: { version: 1 }, ci: { version: 1 } });
    expect((await assets.put('/v1/assets/01900000-0000-7000-8000-000000999999', body, once)).status).toBe(404);
  });

  it('C1 a certificate cannot have an asset facet, whichever facet is created first', async () => {
    const { assets, cis, ci, asset } = itemsApi();
    const certificate = await ci({ class: 'certificate' });
    const laptop = await asset();
    const server = await ci({ class: 'server' });
    await assets.put(`/v1/assets/${server.id}`, { name: 'x', kind: 'hardware' }, once);

    const answers = [
      await assets.put(`/v1/assets/${certificate.id}`, { name: 'x', kind: 'other' }, once),
      await cis.put(`/v1/configuration-items/${laptop.id}`, { name: 'x', class: 'certificate' }, once),
      await cis.patch(`/v1/configuration-items/${server.id}`, { class: 'certificate' }),
    ];

    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(3).fill([409, 'asset/not-for-class']));
  });

  it('C1 creating an asset facet is refused if the class is changed to one without assets at the same time', async () => {
    const api = itemsApi();
    const { id } = await api.ci({ class: 'server' });
    const patch = () => api.cis.patch(`/v1/configuration-items/${id}`, { class: 'certificate' });
    let raced: ReturnType<typeof patch> | undefined;
    api.records.before = async (operation) => {
      if (operation !== 'commit' || raced) return;
      raced = patch();
      await raced;
    };

    const answer = await api.assets.put(`/v1/assets/${id}`, { name: 'x', kind: 'hardware' }, once);

    expect([(await raced)?.status, answer.status]).toEqual([200, 409]);
  });

  it('C1 changing the class to one without assets is refused if an asset facet is created at the same time', async () => {
    const api = itemsApi();
    const { id } = await api.ci({ class: 'server' });
    const give = () => api.assets.put(`/v1/assets/${id}`, { name: 'x', kind: 'hardware' }, once);
    let raced: ReturnType<typeof give> | undefined;
    api.records.before = async (operation) => {
      if (operation !== 'commit' || raced) return;
      raced = give();
      await raced;
    };

    const changed = await api.cis.patch(`/v1/configuration-items/${id}`, { class: 'certificate' });

    expect([(await raced)?.status, changed.status, changed.body.code]).toEqual([201, 409, 'asset/not-for-class']);
  });
});
