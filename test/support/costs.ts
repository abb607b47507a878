import { assetsEndpoints } from '../../functions/assets/endpoints.ts';
import { configurationItemsEndpoints } from '../../functions/configuration-items/endpoints.ts';
import { peopleEndpoints } from '../../functions/people/endpoints.ts';
import { apiOf } from './api.ts';

export const eur = (amount: string) => ({ amount, currency: 'EUR' });

/** The register with costs. It is 2026-11-24. */
export const costsApi = () => {
  const api = apiOf((world) => [...assetsEndpoints(world), ...configurationItemsEndpoints(world), ...peopleEndpoints(world)]);
  const assets = api.as('asset-manager');
  const made = async (path: string, body: object): Promise<string> => {
    const answer = await assets.post(path, body);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return answer.body.id;
  };
  return {
    ...api,
    assets,
    made,
    /** Registers an asset that was bought for an amount of EUR in January. @returns its id */
    bought: (price: string, overrides: object = {}): Promise<string> =>
      made('/v1/assets', { name: 'a laptop', kind: 'hardware', purchase: { date: '2026-01-15', value: eur(price) }, ...overrides }),
    spend: (asset: string, kind: string, amount: string, overrides: object = {}): Promise<string> =>
      made(`/v1/assets/${asset}/costs`, { kind, date: '2026-06-01', amount: eur(amount), ...overrides }),
    owned: async (asset: string, query: string) => (await assets.get(`/v1/assets/${asset}/cost-of-ownership?${query}`)).body,
  };
};
