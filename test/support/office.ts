import { itemsApi } from './items-api.ts';

/** A laptop, and Ada and Bob. `more`: endpoints beside those of items and people. */
export const office = async (more?: Parameters<typeof itemsApi>[0]) => {
  const api = itemsApi(more);
  const person = async (name: string) =>
    (await api.admin.post('/v1/people', { name, email: `${name.toLowerCase()}@quiesce.test`, zone: 'UTC' })).body.id as string;
  const [ada, bob] = [await person('Ada'), await person('Bob')];
  const laptop = (await api.asset({ assetTag: 'L-1' })).id as string;
  const as = (id: string) => api.asCaller({ kind: 'person', id, roles: ['viewer'], teams: [] });
  const checkOut = (body: object, asset = laptop) => api.assets.post(`/v1/assets/${asset}/assignments`, body);
  const checkIn = (assignment: string, body: object = {}) => api.assets.post(`/v1/assets/${laptop}/assignments/${assignment}/return`, body);
  const holdings = async (who: string) => (await api.viewer.get(`/v1/people/${who}/holdings`)).body;
  return { ...api, ada, bob, laptop, as, checkOut, checkIn, holdings };
};
