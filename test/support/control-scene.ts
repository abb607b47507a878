import type { Caller } from '../../shared/domain/access.ts';
import { changeDesk } from './changes.ts';
import { deskApi } from './desk-api.ts';

/** CIs in service, a change of one of them that is being implemented, and a draft: over the API of all areas. `fields`: of that CI. */
export const controlScene = async (fields: Parameters<Awaited<ReturnType<typeof changeDesk>>['ci']>[1] = {}) => {
  const desk = await changeDesk();
  const [id, other, host, spare] = [
    await desk.ci('web-7', fields),
    await desk.ci('web-8'),
    await desk.ci('rack-1'),
    await desk.ci('ups-1'),
  ];
  const power = { type: 'depends-on', redundancy: [{ group: 'power', minimumUp: 1, members: 1 }] } as const;
  const change = await desk.implementing({ items: [id] });
  const draft = await desk.request({ items: [id], submit: false });
  const api = await deskApi(desk);
  const cis = api.as('configuration-manager');
  const { world } = api;
  await world.store.commit([
    world.relations.save({
      item: id,
      direction: 'out',
      shard: 0,
      version: 1,
      edges: [
        { type: 'runs-on', item: host },
        { ...power, item: spare },
      ],
    }),
    world.relations.save({ item: host, direction: 'in', shard: 0, version: 1, edges: [{ type: 'runs-on', item: id }] }),
    world.relations.save({ item: spare, direction: 'in', shard: 0, version: 1, edges: [{ ...power, item: id }] }),
  ]);
  const made = await cis.put('/v1/classes/uncontrolled', { changeControl: 'off' });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return {
    ...api,
    desk,
    cis,
    manager: api.as('change-manager'),
    asCaller: (caller: Caller) => api.asCaller(caller),
    target: { id, other, host },
    change: change.id,
    changeNumber: change.number,
    draftChange: draft.id,
    path: `/v1/configuration-items/${id}`,
    eventsOf: (item: string) => world.events.of({ type: 'item', id: item }),
    unauthorized: async (query = '') => (await cis.get(`/v1/unauthorized-changes${query}`)).body.items,
  };
};
