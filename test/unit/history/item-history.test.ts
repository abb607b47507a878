import { describe, expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

const once = { 'if-none-match': '*' };
const any = { 'if-match': '*' };
const alias = { scheme: 'hostname', value: 'db-1.example' };

interface Version {
  readonly version: number;
  readonly facet: string;
  readonly at: string;
  readonly actor: string;
  readonly request?: string;
  readonly change?: string;
  readonly reason?: string;
  readonly differences: readonly { readonly path: string; readonly from: unknown; readonly to: unknown }[];
  readonly hash: string;
  readonly previousHash?: string;
}

type Api = ReturnType<typeof itemsApi>;

const historyOf = async ({ as }: Api, id: string, role: 'auditor' | 'viewer' = 'auditor'): Promise<readonly Version[]> =>
  (await as(role).get(`/v1/items/${id}/history?limit=200`)).body.items;

const differencesOf = (versions: readonly Version[], facet: string) =>
  versions.filter((version) => version.facet === facet).map(({ differences }) => differences);

describe('the history of an item', () => {
  it('C6 the creation, the edit and the deletion of a CI with two relations and an alias are all there', async () => {
    const api = itemsApi();
    const { cis, ci } = api;
    const [host, store] = [await ci({ name: 'host' }), await ci({ name: 'store' })];
    const relations = [
      { type: 'runs-on', target: host.id },
      { type: 'depends-on', target: store.id },
    ];
    const { id } = await ci({ name: 'db-1', aliases: [alias], relations });
    api.clock.advance(1_000);
    await cis.patch(`/v1/configuration-items/${id}`, { name: 'db-2' });
    api.clock.advance(1_000);
    await cis.delete(`/v1/configuration-items/${id}`, any);

    const versions = await historyOf(api, id);

    expect(versions.map(({ facet, version }) => `${facet} ${version}`)).toEqual(['ci 1', 'relations 1', 'ci 2', 'ci 3', 'relations 2']);
    const [created, edited, deleted] = differencesOf(versions, 'ci');
    expect(created).toContainEqual({ path: '/aliases', from: null, to: [alias] });
    expect(edited).toEqual([{ path: '/name', from: 'db-1', to: 'db-2' }]);
    expect(deleted).toContainEqual({ path: '/aliases', from: [alias], to: null });
    expect(deleted).toContainEqual({ path: '/name', from: 'db-2', to: null });
    const [related, unrelated] = differencesOf(versions, 'relations');
    const paths = [`/depends-on/${store.id}`, `/runs-on/${host.id}`];
    expect(related?.map(({ path, from }) => [path, from])).toEqual(paths.map((path) => [path, null]));
    expect(unrelated?.map(({ path, to }) => [path, to])).toEqual(paths.map((path) => [path, null]));
    expect(unrelated?.map(({ from }) => from)).toContainEqual({ type: 'runs-on', target: host.id });
    // The deletion is one request, and nothing follows it.
    const requests = versions.map(({ request }) => request);
    expect(requests[3]).toBe(requests[4]);
    expect(new Set(requests).size).toBe(3);
    expect(versions.map(({ at }) => at)).toEqual(versions.map(({ at }) => at).toSorted());
    expect((await api.viewer.get(`/v1/items/${id}`)).status).toBe(404);
    expect((await api.viewer.get(`/v1/items/${id}/verification`)).body).toEqual({ valid: true, versions: 5, problems: [] });
  });

  it('C6 an edit that changes nothing writes no version', async () => {
    const api = itemsApi();
    const { id } = await api.ci({ labels: { app: 'orders' } });
    const before = api.records.all().length;

    expect((await api.cis.patch(`/v1/configuration-items/${id}`, { labels: { app: 'orders' } })).status).toBe(200);

    expect(api.records.all()).toHaveLength(before);
    expect(await historyOf(api, id)).toHaveLength(1);
  });

  it('C6 C1 a facet that is deleted and registered again goes on with its history', async () => {
    const api = itemsApi();
    const { cis, asset } = api;
    const { id } = await asset();
    for (const name of ['first', 'second']) {
      await cis.put(`/v1/configuration-items/${id}`, { name, class: 'server' }, once);
      await cis.delete(`/v1/configuration-items/${id}`, any);
    }

    const versions = (await historyOf(api, id)).filter(({ facet }) => facet === 'ci');

    expect(versions.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    expect(versions.map(({ previousHash }) => previousHash)).toEqual([undefined, ...versions.slice(0, 3).map(({ hash }) => hash)]);
    expect((await api.viewer.get(`/v1/items/${id}/verification`)).body.valid).toBe(true);
  });

  it('C6 a reason and the actor are kept', async () => {
    const api = itemsApi();
    const { id } = await api.asset();
    await api.assets.post(`/v1/assets/${id}/void`, { reason: 'registered twice' });

    expect((await historyOf(api, id)).at(-1)).toMatchObject({ reason: 'registered twice', actor: expect.stringMatching(/^person:/) });
  });

  it('C6 pages of a history fit together', async () => {
    const api = itemsApi();
    const { id } = await api.ci();
    for (let n = 0; n < 5; n += 1) await api.cis.patch(`/v1/configuration-items/${id}`, { name: `db-${n}` });
    const first = (await api.viewer.get(`/v1/items/${id}/history?limit=4`)).body;
    const second = (await api.viewer.get(`/v1/items/${id}/history?limit=4&cursor=${first.nextCursor}`)).body;

    expect([...first.items, ...second.items].map(({ version }: Version) => version)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(second.nextCursor).toBeUndefined();
  });

  it('C6 an unknown item has no history', async () => {
    const { viewer } = itemsApi();
    const unknown = '01900000-0000-7000-8000-00000000dead';

    for (const path of ['history', 'verification', 'difference?from=2026-01-01T00:00:00Z'])
      expect((await viewer.get(`/v1/items/${unknown}/${path}`)).body.code).toBe('item/not-found');
  });
});

describe('what only some may see', () => {
  const phone = {
    phoneNumber: '+49 30 1234',
    imei: '490154203237518',
    purchase: { date: '2026-01-02', value: { amount: '900.00', currency: 'EUR' } },
  };

  it('X2 prices, phone numbers and IMEIs stay masked in history, difference and past states', async () => {
    const api = itemsApi();
    const start = api.world.clock.now();
    api.clock.advance(1_000);
    const { id } = await api.asset(phone);
    await api.assets.patch(`/v1/assets/${id}`, { phoneNumber: '+49 30 9999', name: 'a phone' });
    await api.assets.patch(`/v1/assets/${id}`, { purchase: { value: { amount: '901.00', currency: 'EUR' } } });
    const at = api.world.clock.now();
    const paths = [`history`, `difference?from=${start}&to=${at}`].map((path) => `/v1/items/${id}/${path}`);
    for (const path of [...paths, `/v1/items/${id}?at=${at}`]) {
      const hidden = JSON.stringify((await api.viewer.get(path)).body);
      const shown = JSON.stringify((await api.assets.get(path)).body);
      for (const secret of ['+49', '490154203237518', '901.00', '/phoneNumber', '/imei']) expect(hidden).not.toContain(secret);
      for (const secret of ['+49 30 9999', '490154203237518', '901.00']) expect(shown).toContain(secret);
      expect(hidden).toContain('2026-01-02');
    }
    const last = (await historyOf(api, id, 'viewer')).map(({ differences }) => differences);
    expect(last.slice(1)).toEqual([[{ path: '/name', from: 'a laptop', to: 'a phone' }], []]);
  });
});
