import { itemsApi } from './items-api.ts';

/** A CI with this many versions, and what a request about it costs. */
export const longHistory = async (versions: number) => {
  const api = itemsApi();
  const { id } = await api.ci({ name: 'v1', attributes: { release: 1 } });
  const path = `/v1/configuration-items/${id}`;
  for (let n = 2; n <= versions; n += 1) await api.cis.patch(path, { attributes: { release: n } });
  const auditor = api.as('auditor');
  return {
    id,
    /** Asks for a path under the item. @returns the body, the requests to the table and the read units */
    asked: async (below: string) => {
      const before = { ...api.records.usage };
      const { status, body } = await auditor.get(`/v1/items/${id}${below}`);
      if (status !== 200) throw new Error(`${below}: ${status} ${JSON.stringify(body)}`);
      const { requests, readUnits } = api.records.usage;
      return { body, requests: requests - before.requests, readUnits: readUnits - before.readUnits };
    },
  };
};
