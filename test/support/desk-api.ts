import type { RowWrite } from '../../shared/data/records.ts';
import { type ApiAnswer, apiOf } from './api.ts';
import { areaEndpoints } from './areas.ts';
import type { changeDesk } from './changes.ts';

/** The API of all areas over a copy of a desk's table, at the time of the desk. */
export const deskApi = async (desk: Pick<Awaited<ReturnType<typeof changeDesk>>, 'records' | 'clock'>) => {
  const api = apiOf((world) => Object.values(areaEndpoints).flatMap((endpoints) => endpoints(world)));
  const rows = desk.records.all();
  await api.records.writeOnce(
    rows.map((row): RowWrite => ({ label: row.pk, kind: 'put', key: { pk: row.pk, sk: row.sk }, row, when: 'any' })),
  );
  // New ids come after those of the desk: no two resources have the same id.
  for (const _ of rows) api.world.ids.next();
  // So do new numbers of changes.
  for (const _ of rows.filter(({ type }) => type === 'Change')) await api.world.changes.nextNumber();
  api.clock.set(desk.clock.now());
  return api;
};

/** The body of an answer that is not an error. */
export const ok = async (answer: Promise<ApiAnswer>) => {
  const { status, body } = await answer;
  if (status >= 400) throw new Error(`answered ${status}: ${JSON.stringify(body)}`);
  return body;
};
