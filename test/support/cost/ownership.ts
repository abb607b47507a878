import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const many = 20;
const repair = { kind: 'repair', date: '2026-06-01', amount: eur('50.00') };

const bought = ({ asset }: CostScene, name = 'a laptop'): Promise<string> =>
  asset(name, { purchase: { date: '2026-01-15', value: eur('1200.00') } });

/** An asset with as many costs. */
const repaired = async (scene: CostScene, costs: number): Promise<string> => {
  const id = await bought(scene);
  for (let n = 0; n < costs; n += 1) await scene.bodyOf(scene.assets.post(`/v1/assets/${id}/costs`, repair));
  return id;
};

const contractOver = async (scene: CostScene, assets: number) => {
  const items: string[] = [];
  for (let n = 0; n < assets; n += 1) items.push(await bought(scene, `laptop ${n}`));
  return { vendor: 'Fix Ltd', number: 'M-1', start: '2026-01-01', end: '2026-12-31', cost: eur('900.00'), items };
};

/** Costs of assets, and contracts. */
export const ownershipCosts: readonly Cost[] = [
  cost('recordCost', 'a repair', async (scene) => {
    const id = await bought(scene);
    return () => scene.assets.post(`/v1/assets/${id}/costs`, repair);
  }),
  cost('listCosts', `a page of ${many}`, async (scene) => {
    const id = await repaired(scene, many);
    return () => scene.assets.get(`/v1/assets/${id}/costs?limit=${many}`);
  }),
  cost('readCostOfOwnership', `of an asset with ${many} costs and one contract`, async (scene) => {
    const id = await repaired(scene, many);
    await scene.bodyOf(scene.assets.post('/v1/contracts', { ...(await contractOver(scene, 1)), items: [id] }));
    return () => scene.assets.get(`/v1/assets/${id}/cost-of-ownership?from=2026-01-01&to=2026-12-31`);
  }),
  cost('readServiceCost', 'of a service with one server that has a cost', async (scene) => {
    const service = await scene.bodyOf(scene.cis.post('/v1/configuration-items', { name: 'orders', class: 'service' }));
    const server = await scene.bodyOf(scene.cis.post('/v1/configuration-items', { name: 'orders-1', class: 'server' }));
    await scene.cis.put(`/v1/configuration-items/${service.id}/relations/depends-on/${server.id}`, { share: '0.5' });
    await scene.assets.put(`/v1/assets/${server.id}`, { name: 'orders-1', kind: 'hardware' }, { 'if-none-match': '*' });
    await scene.bodyOf(scene.assets.post(`/v1/assets/${server.id}/costs`, repair));
    return () => scene.assets.get(`/v1/services/${service.id}/cost?from=2026-06-01&to=2026-06-30`);
  }),
  cost('reportServiceCost', `of ${many} assets with a repair each, and a service that needs one of them`, async (scene) => {
    const service = await scene.bodyOf(scene.cis.post('/v1/configuration-items', { name: 'orders', class: 'service' }));
    const servers: string[] = [];
    for (let n = 0; n < many; n += 1) servers.push(await repaired(scene, 1));
    await scene.cis.put(`/v1/configuration-items/${service.id}/relations/depends-on/${servers[0]}`, {});
    return () => scene.assets.get('/v1/reports/service-cost?from=2026-06-01&to=2026-06-30');
  }),
  cost('makeContract', `over ${many} assets`, async (scene) => {
    const body = await contractOver(scene, many);
    return () => scene.assets.post('/v1/contracts', body);
  }),
  cost('listContracts', 'one, over 20 assets', async (scene) => {
    await scene.bodyOf(scene.assets.post('/v1/contracts', await contractOver(scene, many)));
    return () => scene.assets.get('/v1/contracts');
  }),
  cost('readContract', 'over 20 assets', async (scene) => {
    const { id } = await scene.bodyOf(scene.assets.post('/v1/contracts', await contractOver(scene, many)));
    return () => scene.assets.get(`/v1/contracts/${id}`);
  }),
];
