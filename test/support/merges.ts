import { itemsApi } from './items-api.ts';

type Api = ReturnType<typeof itemsApi>;
export type MergeDirection = 'asset stays' | 'CI stays';
export const mergeDirections: readonly MergeDirection[] = ['asset stays', 'CI stays'];

/** What two registrations of one thing have, before they are merged. */
export const tag = 'LAP-0042';
export const alias = { scheme: 'hostname', value: 'db-1.example' };

/**
 * An asset and a CI that are registrations of one thing: the asset has a tag, a purchase and a child, the CI an alias and relations in both
 * directions. `merge` merges them in a direction.
 */
export const twoRegistrations = async (api: Api = itemsApi(), ciFields: object = {}) => {
  const { ci, asset, cis } = api;
  const host = await ci({ name: 'rack-1', class: 'server' });
  const owned = await asset({ name: 'database server', assetTag: tag, serialNumber: 'S-1', vendor: 'Example' });
  const child = await asset({ name: 'disk', partOf: owned.id });
  const run = await ci({
    name: 'db-1',
    class: 'database',
    aliases: [alias],
    relations: [{ type: 'runs-on', target: host.id }],
    ...ciFields,
  });
  const dependant = await ci({ name: 'shop', class: 'application', relations: [{ type: 'depends-on', target: run.id }] });
  const ids = (direction: MergeDirection) =>
    direction === 'asset stays'
      ? { kept: owned.id as string, other: run.id as string }
      : { kept: run.id as string, other: owned.id as string };
  return {
    ...{
      api,
      asset: owned.id as string,
      ci: run.id as string,
      host: host.id as string,
      child: child.id as string,
      dependant: dependant.id as string,
    },
    ids,
    merge: async (direction: MergeDirection, query = '') => {
      const { kept, other } = ids(direction);
      return { kept, other, answer: await cis.post(`/v1/items/${kept}/merge${query}`, { item: other }) };
    },
  };
};
