import type { apiOf } from './api.ts';
import { eur } from './costs.ts';
import { ok } from './desk-api.ts';

/** Makes services, servers that cost something in November, and relations between them. */
export const serviceCostEstate = ({ as }: Pick<ReturnType<typeof apiOf>, 'as'>) => {
  const [cis, assets] = [as('configuration-manager'), as('asset-manager')];
  const ci = async (name: string, kind: string): Promise<string> =>
    (await ok(cis.post('/v1/configuration-items', { name, class: kind }))).id;
  const spend = (id: string, kind: string, amount: object): Promise<unknown> =>
    ok(assets.post(`/v1/assets/${id}/costs`, { kind, date: '2026-11-05', amount }));
  return {
    cis,
    assets,
    spend,
    service: (name: string) => ci(name, 'service'),
    server: async (name: string, amount: string): Promise<string> => {
      const id = await ci(name, 'server');
      await ok(assets.put(`/v1/assets/${id}`, { name, kind: 'hardware' }, { 'if-none-match': '*' }));
      await spend(id, 'maintenance', eur(amount));
      return id;
    },
    needs: (source: string, target: string, share?: string) =>
      cis.put(`/v1/configuration-items/${source}/relations/depends-on/${target}`, share === undefined ? {} : { share }),
  };
};
