import type { RowWrite } from '../../shared/data/records.ts';
import { apiOf } from './api.ts';
import { areaEndpoints } from './areas.ts';
import type { changeDesk } from './changes.ts';

/** The API of all areas over a copy of a desk's table, at the time of the desk. */
export const deskApi = async (desk: Pick<Awaited<ReturnType<typeof changeDesk>>, 'records' | 'clock'>) => {
  const api = apiOf((world) => Object.values(areaEndpoints).flatMap((endpoints) => endpoints(world)));
  const rows = desk.records.all();
  await api.records.writeOnce(
    rows.map((row): RowWrite => ({ label: row.pk, kind: 'put', key: { pk: row.pk, sk: row.sk }, row, when: 'any' })),
  );
  api.clock.set(desk.clock.now());
  return api;
};
