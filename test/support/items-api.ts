import { assetsEndpoints } from '../../functions/assets/endpoints.ts';
import { configurationItemsEndpoints } from '../../functions/configuration-items/endpoints.ts';
import { importsEndpoints } from '../../functions/imports/endpoints.ts';
import { peopleEndpoints } from '../../functions/people/endpoints.ts';
import { reportsEndpoints } from '../../functions/reports/endpoints.ts';
import type { Endpoint } from '../../shared/http/request.ts';
import { type Api, apiOf } from './api.ts';
import { inMemoryExportFiles, inMemoryImportFiles } from './transfer-files.ts';
import type { World } from './world.ts';

/** Assets, configuration items, people, reports and exports over one in-memory table, with a caller for each role. `more`: endpoints beside theirs. */
export const itemsApi = (more: (world: World) => readonly Endpoint[] = () => []) => {
  const api: Api = apiOf((world) => [
    ...assetsEndpoints(world),
    ...configurationItemsEndpoints(world),
    ...peopleEndpoints(world),
    ...reportsEndpoints(world),
    ...more(world),
    ...importsEndpoints({ ...world, files: inMemoryImportFiles(), exportFiles: inMemoryExportFiles() }),
  ]);
  const [assets, cis, viewer, admin] = [api.as('asset-manager'), api.as('configuration-manager'), api.as('viewer'), api.as('admin')];
  return {
    ...api,
    assets,
    cis,
    viewer,
    admin,
    /** Registers a CI. @returns its body */
    ci: async (overrides: object = {}) =>
      (await cis.post('/v1/configuration-items', { name: 'orders-db-1', class: 'database', ...overrides })).body,
    /** Registers an asset. @returns its body */
    asset: async (overrides: object = {}) => (await assets.post('/v1/assets', { name: 'a laptop', kind: 'hardware', ...overrides })).body,
    team: async (name: string): Promise<string> => (await admin.post('/v1/teams', { name })).body.id,
    eventsOf: async (id: string) =>
      (await api.world.events.of({ type: 'item', id })).map(({ name, actor, body }) => ({ name, actor, body })),
  };
};
