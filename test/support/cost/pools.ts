import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

const many = 10;

/** A pool of ten laptops. */
const pool = async ({ asset, assets, bodyOf }: CostScene) => {
  const members: string[] = [];
  for (let n = 0; n < many; n += 1) members.push(await asset(`laptop ${n}`));
  const { id } = await bodyOf(assets.post('/v1/pools', { name: 'laptops', minimumWorking: 1, members }));
  return { path: `/v1/pools/${id}`, members };
};

/** Pools of assets. */
export const poolCosts: readonly Cost[] = [
  cost('createPool', `${many} members`, async ({ asset, assets }) => {
    const members: string[] = [];
    for (let n = 0; n < many; n += 1) members.push(await asset(`laptop ${n}`));
    return () => assets.post('/v1/pools', { name: 'laptops', minimumWorking: 1, members });
  }),
  cost('listPools', 'one', async (scene) => {
    await pool(scene);
    return () => scene.viewer.get('/v1/pools');
  }),
  cost('readPool', `${many} members`, async (scene) => {
    const { path } = await pool(scene);
    return () => scene.viewer.get(path);
  }),
  cost('patchPool', 'the minimum', async (scene) => {
    const { path } = await pool(scene);
    return () => scene.assets.patch(path, { minimumWorking: 2 });
  }),
  cost('deletePool', `${many} members`, async (scene) => {
    const { path } = await pool(scene);
    return () => scene.assets.delete(path, { 'if-match': '*' });
  }),
  cost('addPoolMember', 'one', async (scene) => {
    const { path } = await pool(scene);
    const id = await scene.asset('another laptop');
    return () => scene.assets.put(`${path}/members/${id}`);
  }),
  cost('removePoolMember', 'one', async (scene) => {
    const { path, members } = await pool(scene);
    return () => scene.assets.delete(`${path}/members/${members[0]}`);
  }),
];
