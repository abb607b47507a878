import { expect, it } from '@jest/globals';
import { configurationItemRoutes } from '../../../shared/contracts/configuration-items.ts';
import { assetRoutes } from '../../../shared/contracts/asset-routes.ts';
import { itemsApi } from '../../support/items-api.ts';

const once = { 'if-none-match': '*' };
const any = { 'if-match': '*' };

type Api = ReturnType<typeof itemsApi>;
type Step = (api: Api, ids: { readonly asset: string; readonly ci: string; readonly other: string }) => Promise<{ readonly status: number; readonly body: unknown }>;

/** Each route that writes a facet or a relation, and the request with which it does. Each adds at least one version. */
const writing: Readonly<Record<string, Step>> = {
  registerAsset: ({ assets }) => assets.post('/v1/assets', { name: 'x', kind: 'hardware' }),
  registerAssets: ({ assets }) => assets.post('/v1/assets/bulk', { entries: [{ name: 'x', kind: 'hardware' }] }),
  registerLot: ({ assets }) => assets.post('/v1/assets/lots', { quantity: 2, asset: { name: 'x', kind: 'hardware' } }),
  patchAsset: ({ assets }, { asset }) => assets.patch(`/v1/assets/${asset}`, { name: 'y' }),
  giveAssetFacet: ({ assets }, { ci }) => assets.put(`/v1/assets/${ci}`, { name: 'x', kind: 'hardware' }, once),
  moveAsset: ({ assets }, { asset }) => assets.post(`/v1/assets/${asset}/transition`, { to: 'in-repair', date: '2026-11-24' }),
  reportCondition: ({ assets }, { asset }) => assets.post(`/v1/assets/${asset}/condition`, { condition: 'broken', date: '2026-11-24' }),
  voidAsset: ({ assets }, { asset }) => assets.post(`/v1/assets/${asset}/void`, { reason: 'twice' }),
  checkOutAsset: ({ assets }, { asset }) => assets.post(`/v1/assets/${asset}/assignments`, { location: 'Store 1' }),
  reportSightings: ({ assets }, { asset }) => assets.post('/v1/sightings', [{ asset, at: '2026-11-24T01:00:00Z' }]),
  reportUsage: ({ assets }, { asset }) => assets.post('/v1/usage', [{ asset, lastUsedAt: '2026-11-24T01:00:00Z', source: 'mdm' }]),
  renameLocation: ({ assets }) => assets.post('/v1/locations/rename', { from: 'Store 2', to: 'Store 3' }),
  createPool: ({ assets }, { asset }) => assets.post('/v1/pools', { name: 'p', minimumWorking: 0, members: [asset] }),
  registerConfigurationItem: ({ cis }) => cis.post('/v1/configuration-items', { name: 'x', class: 'server' }),
  patchConfigurationItem: ({ cis }, { ci }) => cis.patch(`/v1/configuration-items/${ci}`, { name: 'y' }),
  takeUnderManagement: ({ cis }, { asset }) => cis.put(`/v1/configuration-items/${asset}`, { name: 'x', class: 'server' }, once),
  deleteConfigurationItem: ({ cis }, { ci }) => cis.delete(`/v1/configuration-items/${ci}`, any),
  addRelation: ({ cis }, { ci, other }) => cis.put(`/v1/configuration-items/${other}/relations/runs-on/${ci}`),
  removeRelation: ({ cis }, { ci, other }) => cis.delete(`/v1/configuration-items/${ci}/relations/depends-on/${other}`),
};

/** Routes that write, but only rows beside the facets, or facets by a route above for each entry. */
const besides: readonly string[] = [];

const names = (routes: readonly { readonly name: string; readonly method: string }[]) =>
  routes.filter(({ method }) => method !== 'GET').map(({ name }) => name);

it.each(Object.entries(writing))('C6 %s leaves a version with its actor, its request and its differences', async (_, step) => {
  const api = itemsApi();
  const { id: asset } = await api.asset({ location: 'Store 2' });
  const { id: other } = await api.ci({ name: 'other' });
  const { id: ci } = await api.ci({ name: 'ci', relations: [{ type: 'depends-on', target: other }] });
  const versions = () => api.records.all().filter(({ type }) => type === 'ItemVersion');
  const before = new Set(versions().map(({ pk, sk }) => `${pk} ${sk}`));
  api.clock.advance(1_000);

  const { status, body } = await step(api, { asset, ci, other });

  expect([status < 300, JSON.stringify(body ?? '').includes('"problem"')]).toEqual([true, false]);
  const added = versions().filter(({ pk, sk }) => !before.has(`${pk} ${sk}`));
  expect(added).not.toEqual([]);
  for (const { data } of added) {
    expect(data).toMatchObject({ actor: expect.stringMatching(/^person:/), request: expect.any(String) });
    expect(data.differences).not.toEqual([]);
  }
  for (const id of [asset, ci, other])
    expect((await api.viewer.get(`/v1/items/${id}/verification`)).body).toMatchObject({ valid: true, problems: [] });
});

it('C6 every route that writes is among those above, or writes no facet', () => {
  const all = [...names(assetRoutes), ...names(configurationItemRoutes)];

  expect(all.filter((name) => !Object.hasOwn(writing, name) && !besides.includes(name))).toEqual([]);
  expect([...Object.keys(writing), ...besides].filter((name) => !all.includes(name))).toEqual([]);
});
