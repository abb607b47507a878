import type { Cost } from './cost.ts';
import { type CostScene, cost } from './scene.ts';

const many = 20;

/** Laptops of two vendors. */
const laptops = async ({ asset }: CostScene): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (let n = 0; n < many; n += 1)
    ids.push(await asset(`laptop ${n}`, { vendor: n % 2 === 0 ? 'Acme' : 'Initech', location: 'Berlin', costCenter: '1' }));
  return ids;
};

/** Where assets were seen, when they were used, and the values of their fields. */
export const assetUseCosts: readonly Cost[] = [
  cost('reportSightings', `${many} assets`, async (scene) => {
    const body = (await laptops(scene)).map((asset) => ({ asset, at: '2026-11-20T09:00:00Z', location: 'Bonn' }));
    return () => scene.assets.post('/v1/sightings', body);
  }),
  cost('reportUsage', `${many} assets`, async (scene) => {
    const body = (await laptops(scene)).map((asset) => ({ asset, lastUsedAt: '2026-11-20T09:00:00Z', source: 'mdm' }));
    return () => scene.assets.post('/v1/usage', body);
  }),
  ...(['vendors', 'locations', 'cost-centers'] as const).map((plural) =>
    cost(
      ({ vendors: 'listVendors', locations: 'listLocations', 'cost-centers': 'listCostCenters' } as const)[plural],
      `of ${many} assets`,
      async (scene) => {
        await laptops(scene);
        return () => scene.viewer.get(`/v1/${plural}`);
      },
    ),
  ),
  ...(
    [
      ['renameVendor', 'vendors', 'Acme'],
      ['renameLocation', 'locations', 'Berlin'],
      ['renameCostCenter', 'cost-centers', '1'],
    ] as const
  ).map(([operation, plural, from]) =>
    cost(operation, `in ${from === 'Acme' ? many / 2 : many} assets`, async (scene) => {
      await laptops(scene);
      return () => scene.assets.post(`/v1/${plural}/rename`, { from, to: 'Another' });
    }),
  ),
];
