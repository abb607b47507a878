import { itemsApi } from './items-api.ts';

/** Items over one in-memory table, with the steps of CIs through their stages. */
export const stageApi = (more?: Parameters<typeof itemsApi>[0]) => {
  const api = itemsApi(more);
  const { cis } = api;
  return {
    ...api,
    move: (id: string, to: string, more: object = {}) => cis.post(`/v1/configuration-items/${id}/transition`, { to, ...more }),
    readiness: async (id: string, to: string) => (await cis.get(`/v1/configuration-items/${id}/readiness?to=${to}`)).body,
  };
};
