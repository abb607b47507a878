import { expect, it } from '@jest/globals';
import { assetRoutes } from '../../../shared/contracts/asset-routes.ts';
import { configurationItemRoutes } from '../../../shared/contracts/configuration-items.ts';
import { estateDesk } from '../../support/estate-files.ts';
import { itemsApi } from '../../support/items-api.ts';

const once = { 'if-none-match': '*' };
const any = { 'if-match': '*' };

type Api = ReturnType<typeof itemsApi>;
type Step = (
  api: Api,
  ids: { readonly asset: string; readonly ci: string; readonly other: string },
) => Promise<{ readonly status: number; readonly body: unknown }>;

const pool = async (assets: Api['assets'], ...members: readonly string[]): Promise<string> =>
  (await assets.post('/v1/pools', { name: 'p', minimumWorking: 0, members })).body.id;

/** Checks an asset out. @returns the path of the assignment */
const checkedOut = async ({ assets }: Api, asset: string, fields: object = { location: 'Store 1' }): Promise<string> =>
  `/v1/assets/${asset}/assignments/${(await assets.post(`/v1/assets/${asset}/assignments`, fields)).body.id}`;

const answered =
  (answer: 'accept' | 'decline'): Step =>
  async (api, { asset }) => {
    const { id: person } = (await api.admin.post('/v1/people', { name: 'Ada', email: 'ada@quiesce.test', zone: 'UTC' })).body;
    const path = await checkedOut(api, asset, { person, acceptance: 'asked' });
    return api.asCaller({ kind: 'person', id: person, roles: [], teams: [] }).post(`${path}/${answer}`);
  };

/** Each route that writes a facet or a relation, and the request with which it does. Each adds at least one version. */
const writing: Readonly<Record<string, Step>> = {
  registerAsset: ({ assets }) => assets.post('/v1/assets', { name: 'x', kind: 'hardware' }),
  registerAssets: ({ assets }) => assets.post('/v1/assets/bulk', { entries: [{ name: 'x', kind: 'hardware' }] }),
  registerLot: ({ assets }) =>
    assets.post('/v1/assets/lots', {
      quantity: 2,
      total: { amount: '2.00', currency: 'EUR' },
      tags: { prefix: 'L-', from: 1, digits: 2 },
      asset: { name: 'x', kind: 'hardware' },
    }),
  patchAsset: ({ assets }, { asset }) => assets.patch(`/v1/assets/${asset}`, { name: 'y' }),
  giveAssetFacet: ({ assets }, { ci }) => assets.put(`/v1/assets/${ci}`, { name: 'x', kind: 'hardware' }, once),
  moveAsset: ({ assets }, { asset }) => assets.post(`/v1/assets/${asset}/transition`, { to: 'in-repair', date: '2026-11-24' }),
  reportCondition: ({ assets }, { asset }) => assets.post(`/v1/assets/${asset}/condition`, { condition: 'broken', date: '2026-11-24' }),
  moveAssets: ({ assets }, { asset }) => assets.post('/v1/assets/transition', { items: [asset], to: 'retired', date: '2026-11-24' }),
  adjustAsset: ({ assets }, { asset }) =>
    assets.post(`/v1/assets/${asset}/adjustments`, { kind: 'transfer', date: '2026-11-24', costCenter: 'CC-1' }),
  voidAsset: ({ assets }, { asset }) => assets.post(`/v1/assets/${asset}/void`, { reason: 'twice' }),
  checkOutAsset: ({ assets }, { asset }) => assets.post(`/v1/assets/${asset}/assignments`, { location: 'Store 1' }),
  checkInAsset: async (api, { asset }) => api.assets.post(`${await checkedOut(api, asset)}/return`, {}),
  acceptAssignment: answered('accept'),
  declineAssignment: answered('decline'),
  reportSightings: ({ assets }, { asset }) => assets.post('/v1/sightings', [{ asset, at: '2026-11-24T01:00:00Z' }]),
  reportUsage: ({ assets }, { asset }) => assets.post('/v1/usage', [{ asset, lastUsedAt: '2026-11-24T01:00:00Z', source: 'mdm' }]),
  renameVendor: ({ assets }) => assets.post('/v1/vendors/rename', { from: 'Example', to: 'Other' }),
  renameCostCenter: ({ assets }) => assets.post('/v1/cost-centers/rename', { from: 'CC-0', to: 'CC-1' }),
  renameLocation: ({ assets }) => assets.post('/v1/locations/rename', { from: 'Store 2', to: 'Store 3' }),
  createPool: ({ assets }, { asset }) => assets.post('/v1/pools', { name: 'p', minimumWorking: 0, members: [asset] }),
  addPoolMember: async ({ assets }, { asset }) => assets.put(`/v1/pools/${await pool(assets)}/members/${asset}`),
  removePoolMember: async ({ assets }, { asset }) => assets.delete(`/v1/pools/${await pool(assets, asset)}/members/${asset}`),
  deletePool: async ({ assets }, { asset }) => assets.delete(`/v1/pools/${await pool(assets, asset)}`, any),
  registerConfigurationItem: ({ cis }) => cis.post('/v1/configuration-items', { name: 'x', class: 'server' }),
  patchConfigurationItem: ({ cis }, { ci }) => cis.patch(`/v1/configuration-items/${ci}`, { name: 'y' }),
  takeUnderManagement: ({ cis }, { asset }) => cis.put(`/v1/configuration-items/${asset}`, { name: 'x', class: 'server' }, once),
  deleteConfigurationItem: ({ cis }, { ci }) => cis.delete(`/v1/configuration-items/${ci}`, any),
  moveConfigurationItem: ({ cis }, { ci }) => cis.post(`/v1/configuration-items/${ci}/transition`, { to: 'build' }),
  mergeItems: ({ cis }, { asset, ci }) => cis.post(`/v1/items/${asset}/merge`, { item: ci }),
  putRedundancy: ({ cis }, { ci, other }) => cis.put(`/v1/configuration-items/${ci}/redundancy/nodes`, { members: [other], minimumUp: 1 }),
  removeRedundancy: async ({ cis }, { ci, other }) => {
    await cis.put(`/v1/configuration-items/${ci}/redundancy/nodes`, { members: [other], minimumUp: 1 });
    return cis.delete(`/v1/configuration-items/${ci}/redundancy/nodes`);
  },
  addRelation: ({ cis }, { ci, other }) => cis.put(`/v1/configuration-items/${other}/relations/runs-on/${ci}`),
  removeRelation: ({ cis }, { ci, other }) => cis.delete(`/v1/configuration-items/${ci}/relations/depends-on/${other}`),
};

/** Routes that write only rows beside the facets: pools, books, categories, classes, and what licenses and assets have beside them. */
const besides: readonly string[] = [
  ...['patchPool', 'putBook', 'closeBook', 'reopenBook', 'putCategory', 'putClass', 'deleteClass'],
  ...['addTerm', 'patchTerm', 'assignSeat', 'releaseSeat', 'recordCost', 'makeContract', 'resolveUnauthorizedChange'],
];

const names = (routes: readonly { readonly name: string; readonly method: string }[]) =>
  routes.filter(({ method }) => method !== 'GET').map(({ name }) => name);

it.each(Object.entries(writing))('C6 %s leaves a version with its actor, its request and its differences', async (_, step) => {
  const api = itemsApi();
  const { id: asset } = await api.asset({ location: 'Store 2', vendor: 'Example', costCenter: 'CC-0' });
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

it.each([
  ['configuration-items', 'name,class\nnew,server\n'],
  ['configuration-items', 'name,environment\nci,test\n'],
  ['relations', 'source,type,target\nci,depends-on,other\n'],
])('C6 an import of %s leaves a version with its actor and its differences, and not again (%#)', async (kind, file) => {
  const { imported, cora, cis, records } = await estateDesk();
  await cis('name,class\nci,server\nother,server\n');
  const versions = () => records.all().filter(({ type }) => type === 'ItemVersion');
  const before = new Set(versions().map(({ pk, sk }) => `${pk} ${sk}`));

  await imported(file, { kind, format: 'csv' }, cora);
  const added = versions().filter(({ pk, sk }) => !before.has(`${pk} ${sk}`));
  await imported(file, { kind, format: 'csv' }, cora);

  expect(added).toHaveLength(1);
  expect(added[0]?.data).toMatchObject({ actor: `person:${cora.id}`, differences: expect.arrayContaining([expect.anything()]) });
  expect(versions()).toHaveLength(before.size + added.length);
  for (const name of ['ci', 'other'])
    expect((await cora.get(`/v1/items/${name}/verification`)).body).toMatchObject({ valid: true, problems: [] });
});

it('C6 every route that writes is among those above, or writes no facet', () => {
  const all = [...names(assetRoutes), ...names(configurationItemRoutes)];

  expect(all.filter((name) => !Object.hasOwn(writing, name) && !besides.includes(name))).toEqual([]);
  expect([...Object.keys(writing), ...besides].filter((name) => !all.includes(name))).toEqual([]);
});
