import { expect, it } from '@jest/globals';
import { assetsEndpoints } from '../../../functions/assets/endpoints.ts';
import { configurationItemsEndpoints } from '../../../functions/configuration-items/endpoints.ts';
import { evaluateEndpoints } from '../../../functions/evaluate/endpoints.ts';
import { bit } from '../../../shared/domain/window/mask.ts';
import { apiOf } from '../../support/api.ts';
import { aScopeEntry, aWindow } from '../../support/windows.ts';

const noon = '2026-11-28T12:00:00.000Z';

const namesApi = () => {
  const api = apiOf((all) => [...assetsEndpoints(all), ...configurationItemsEndpoints(all), ...evaluateEndpoints(all)], { start: noon });
  const manager = api.as('configuration-manager', 'asset-manager');
  const path = '/v1/configuration-items';
  return {
    ...api,
    manager,
    ci: async (name: string, fields: object = {}) => (await manager.post(path, { name, class: 'server', ...fields })).body,
    rename: (id: string, name: string) => manager.patch(`${path}/${id}`, { name }),
    remove: (id: string) => manager.delete(`${path}/${id}`, { 'if-match': '*' }),
    found: async (reference: string) => (await manager.get(`${path}/${encodeURIComponent(reference)}`)).body.id,
    ask: async (ci: string) => (await manager.post('/v1/suppression/evaluate', { alerts: [{ labels: { ci } }] })).body.results[0],
    /** Stores a window in force on an item. */
    window: async (item: string, agreedAt: string) => {
      const id = api.world.ids.next();
      const times = { start: '2026-11-28T11:00:00.000Z', end: '2026-11-28T13:00:00.000Z' };
      const inForce = [{ revision: 1, from: times.start, to: times.end }];
      const window = aWindow({ id, change: api.world.ids.next(), named: [item], agreedAt, scheduledAt: agreedAt, inForce, ...times });
      const entry = api.world.windows.saveEntry(aScopeEntry(window, { item, mask: bit(0) }));
      await api.world.store.commit([api.world.windows.save(window), entry]);
    },
  };
};

it('I7 S1 the name of a CI is a reference and finds it by the label ci, in any form', async () => {
  const { ci, found, ask, manager, window } = namesApi();
  const { id, aliases } = await ci('Web-7');
  await window(id, noon);

  expect(aliases).toEqual([]);
  for (const reference of ['web-7', 'WEB-7', ' Web-7 ', 'name=web-7']) {
    expect(await ask(reference)).toMatchObject({ ci: id, suppressed: true });
    expect(await found(reference)).toBe(id);
  }
  expect((await manager.get('/v1/items/by-alias?alias=name=WEB-7')).body.id).toBe(id);
  expect((await manager.get(`/v1/items/${id}`)).body.ci.aliases).toEqual([]);
  const related = await ci('app', { relations: [{ type: 'depends-on', target: 'web-7' }] });
  expect((await manager.get(`/v1/items/${related.id}`)).body.relations.dependencies).toHaveLength(1);
});

it('T3 the first CI of a name has the alias; another one of that name is registered without it', async () => {
  const { ci, found, remove, rename } = namesApi();
  const [first, second] = [await ci('web-7'), await ci('WEB-7')];

  expect(second.id).toBeDefined();
  expect(await found('web-7')).toBe(first.id);
  // Renaming and deleting the second one leave the alias of the first one alone.
  await rename(second.id, 'web-8');
  expect([await found('web-7'), await found('web-8')]).toEqual([first.id, second.id]);
  await rename(second.id, 'web-7');
  await remove(second.id);
  expect([await found('web-7'), await found('web-8')]).toEqual([first.id, undefined]);
});

it('W1 renaming moves the alias with a new date, and deletion frees it', async () => {
  const { ci, found, rename, remove, ask, clock, window } = namesApi();
  const { id } = await ci('web-7');
  await window(id, noon);
  clock.set('2026-11-28T12:10:00.000Z');

  expect(await ask('web-7')).toMatchObject({ suppressed: true });
  await rename(id, 'Web-7');
  expect(await ask('web-7')).toMatchObject({ suppressed: true });
  await rename(id, 'web-8');
  expect(await ask('web-8')).toMatchObject({ suppressed: false, note: 'newer-than-approval' });
  expect(await ask('web-7')).toMatchObject({ note: 'unknown-ci' });
  const next = await ci('web-7');
  expect(await found('web-7')).toBe(next.id);
  await remove(next.id);
  expect(await found('web-7')).toBeUndefined();
  expect(await found((await ci('web-7')).name)).toBeDefined();
});

it('T3 two registrations of one name at the same time both succeed, and one of them has the alias', async () => {
  const { ci, found } = namesApi();
  const both = await Promise.all([ci('web-7'), ci('web-7')]);

  expect(both.map(({ id }) => typeof id)).toEqual(['string', 'string']);
  expect(both.map(({ id }) => id)).toContain(await found('web-7'));
});

it('T5 the alias of a name does not count against the limit of typed aliases, and cannot be typed', async () => {
  const { ci, found } = namesApi();
  const aliases = Array.from({ length: 20 }, (_, n) => ({ scheme: 'hostname', value: `h-${n}` }));
  const { id } = await ci('web-7', { aliases });

  expect(await found('web-7')).toBe(id);
  expect(await ci('web-8', { aliases: [{ scheme: 'name', value: 'web-9' }] })).toMatchObject({ status: 400 });
});

it('S7 a label that is the asset tag of one CI and the name of another is about both', async () => {
  const { ci, ask, manager, found, window } = namesApi();
  const [tagged, named] = [await ci('server'), await ci('X-1')];
  const given = await manager.put(
    `/v1/assets/${tagged.id}`,
    { kind: 'hardware', name: 'server', assetTag: 'X-1' },
    { 'if-none-match': '*' },
  );

  expect(given).toMatchObject({ status: 201 });
  expect(await found('x-1')).toBe(tagged.id);
  await window(tagged.id, noon);
  expect(await ask('x-1')).toMatchObject({ suppressed: false, note: 'not-all-cis-covered' });
  await window(named.id, noon);
  expect(await ask('x-1')).toMatchObject({ suppressed: true });
});
