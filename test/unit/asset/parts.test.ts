import { describe, expect, it } from '@jest/globals';
import type { ApiAnswer } from '../../support/api.ts';
import { transferDesk } from '../../support/imports.ts';
import { itemsApi } from '../../support/items-api.ts';

const once = { 'if-none-match': '*' };
const part = { kind: 'hardware', name: 'part' };
const faultOf = ({ status, body }: ApiAnswer) => [status, ...(body.errors ?? [body]).map(({ pointer, code }: never) => [pointer, code])];
const itself = [400, ['/partOf', 'item/refers-to-itself']];

/** Assets of which each is a part of the one before. */
const chainOf = async (api: ReturnType<typeof itemsApi>, length: number): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (let at = 0; at < length; at += 1) ids.push((await api.asset({ name: `level ${at}`, partOf: ids.at(-1) })).id);
  return ids;
};

describe('the parts of assets', () => {
  it('A1 an asset is no part of itself, by any of its references, nor of its parts', async () => {
    const api = itemsApi();
    const { id } = await api.asset({ assetTag: 'T-1' });
    const board = await api.asset({ partOf: id });
    const chip = await api.asset({ partOf: board.id });
    const patch = async (partOf: string) => faultOf(await api.assets.patch(`/v1/assets/${id}`, { partOf }));

    for (const partOf of [id, 'T-1', board.id, chip.id]) expect(await patch(partOf)).toEqual(itself);
    expect((await api.assets.get(`/v1/assets/${id}`)).body).not.toHaveProperty('partOf');
    expect((await api.assets.patch(`/v1/assets/${chip.id}`, { partOf: id })).status).toBe(200);
  });

  it('A1 C1 a CI of which assets are parts gets no asset facet that is a part of them', async () => {
    const api = itemsApi();
    const { id } = await api.ci();
    const disk = await api.asset({ partOf: id });

    const facet = (partOf: string) => api.assets.put(`/v1/assets/${id}`, { ...part, partOf }, once);

    expect(faultOf(await facet(disk.id))).toEqual(itself);
    expect(faultOf(await facet(id))).toEqual(itself);
    expect((await facet((await api.asset()).id)).status).toBe(201);
  });

  it('A1 C1 a merge makes no item a part of itself', async () => {
    const api = itemsApi();
    const { id: ci } = await api.ci();
    const disk = await api.asset({ partOf: ci });
    const { id: asset } = await api.asset({ partOf: disk.id });
    const merge = () => api.cis.post(`/v1/items/${asset}/merge`, { item: ci });

    expect((await merge()).body).toMatchObject({ status: 409, code: 'item/refers-to-itself' });
    await api.assets.patch(`/v1/assets/${asset}`, { partOf: null });
    expect((await merge()).status).toBe(200);
    for (const partOf of [ci, asset]) expect(faultOf(await api.assets.patch(`/v1/assets/${ci}`, { partOf }))).toEqual(itself);
  });

  it('A1 parts are in parts through at most twenty levels', async () => {
    const api = itemsApi();
    const ids = await chainOf(api, 21);
    const { id } = await api.asset();
    const patch = (partOf: string | undefined) => api.assets.patch(`/v1/assets/${id}`, { partOf });

    expect(faultOf(await patch(ids.at(-1)))).toEqual([400, ['/partOf', 'asset/too-deep']]);
    expect((await patch(ids.at(-3))).status).toBe(200);
  });

  it('A1 two writes at the same moment do not make two assets parts of each other', async () => {
    const api = itemsApi();
    const [one, other] = [await api.asset(), await api.asset()];
    let isWritten = false;
    api.records.before = async (operation) => {
      if (operation !== 'commit' || isWritten) return;
      isWritten = true;
      await api.assets.patch(`/v1/assets/${other.id}`, { partOf: one.id });
    };

    const answer = await api.assets.patch(`/v1/assets/${one.id}`, { partOf: other.id }, { 'if-match': '*' });

    expect(faultOf(answer)).toEqual(itself);
    expect((await api.assets.get(`/v1/assets/${other.id}`)).body.partOf).toBe(one.id);
  });

  it('A1 I5 a row of an import makes no asset a part of itself, also in a dry run', async () => {
    const { imported } = await transferDesk();
    await imported('kind,name,assetTag\nhardware,One,T-1\nhardware,Two,T-2\n');
    await imported('assetTag,partOf\nT-2,T-1\n');

    for (const dryRun of [true, false])
      expect((await imported('assetTag,partOf\nT-1,T-2\n', { dryRun })).rows).toMatchObject([
        { outcome: 'failed', errors: [{ pointer: '/partOf', code: 'item/refers-to-itself' }] },
      ]);
  });
});
