import { expect, it } from '@jest/globals';
import { aWorld, time } from '../../support/alerts.ts';
import { anAsset, byTest, stored } from '../../support/items.ts';

/** A CI under a window that was approved at 22:05, seen at 22:15. */
const approvedAt = time('22:05');
const evening = async () => {
  const world = await aWorld({ start: '22:00' });
  const id = await world.ci('db-1');
  const admin = world.as('admin');
  const ask = async (labels: object, monitor: string) =>
    (await world.as('viewer').post('/v1/suppression/evaluate', { monitor, alerts: [{ labels }] })).body.results[0];
  return { ...world, id, admin, ask, approve: () => world.window([id], { agreedAt: approvedAt }) };
};

const newer = { suppressed: false, note: 'newer-than-approval' };

it('W1 what the default mapping of a newer monitor finds does not count, whether it is a name, an alias or an id', async () => {
  const { admin, approve, ask, at, id, monitor } = await evening();
  await approve();
  at('22:10');
  const { body } = await admin.post('/v1/monitors', { name: 'new', receiver: { url: 'https://pager.test/hook' } });

  for (const labels of [{ ci: id }, { ci: 'hostname=db-1' }, { instance: 'db-1:9187' }]) {
    expect(await ask(labels, body.id)).toMatchObject(newer);
    expect(await ask(labels, monitor.id)).toMatchObject({ suppressed: true, ci: id });
  }
});

it.each([[null], [[]]])('W1 a mapping that is set back to the default by %j is as old as that edit', async (mapping) => {
  const { admin, approve, ask, at, id, monitor, fire, sendAll, acceptedMessages } = await evening();
  const patch = (body: object) => admin.patch(`/v1/monitors/${monitor.id}`, body);
  await patch({ mapping: [{ label: 'pod', scheme: 'hostname' }] });
  await approve();
  at('22:10');
  const { status, body } = await patch({ mapping });

  expect(status).toBe(200);
  expect(body).not.toHaveProperty('defaultMappingSince');
  expect(await ask({ ci: id }, monitor.id)).toMatchObject(newer);
  expect(await ask({ instance: 'db-1' }, monitor.id)).toMatchObject(newer);
  at('22:20');
  await patch({ name: 'renamed', mapping: null });
  expect(await ask({ ci: id }, monitor.id)).toMatchObject(newer);
  await fire(id, { since: '22:20' });
  await sendAll();
  expect(acceptedMessages()).toEqual(['firing newer-than-approval']);
});

it('W1 a default mapping that was set back before the approval counts', async () => {
  const { admin, approve, ask, at, id, monitor } = await evening();
  await admin.patch(`/v1/monitors/${monitor.id}`, { mapping: [{ label: 'pod', scheme: 'hostname' }] });
  at('22:03');
  await admin.patch(`/v1/monitors/${monitor.id}`, { mapping: null });
  await approve();
  at('22:15');

  expect(await ask({ ci: id }, monitor.id)).toMatchObject({ suppressed: true });
});

it('W1 a required rule that is removed or made optional makes the whole mapping new', async () => {
  const { admin, approve, ask, at, monitor } = await evening();
  const rules = [
    { label: 'instance', scheme: 'hostname' },
    { label: 'peer', scheme: 'hostname' },
  ];
  const patch = (mapping: unknown) => admin.patch(`/v1/monitors/${monitor.id}`, { mapping });
  await patch(rules);
  await approve();
  at('22:10');
  expect(await ask({ instance: 'db-1', peer: 'nobody' }, monitor.id)).toMatchObject({ suppressed: false, note: 'not-all-cis-covered' });
  await patch([rules[0], { ...rules[1], optional: true }]);

  expect(await ask({ instance: 'db-1', peer: 'nobody' }, monitor.id)).toMatchObject(newer);
  await patch(rules);
  await patch([rules[0]]);
  expect(await ask({ instance: 'db-1', peer: 'nobody' }, monitor.id)).toMatchObject(newer);
});

it('W1 an optional rule that is removed makes the whole mapping new, because the CI that it found had to be covered', async () => {
  const { admin, approve, ask, at, ci, monitor, fire, sendAll, acceptedMessages } = await evening();
  await ci('db-2');
  const rules = [
    { label: 'instance', scheme: 'hostname' },
    { label: 'peer', scheme: 'hostname', optional: true },
  ];
  const patch = (mapping: unknown) => admin.patch(`/v1/monitors/${monitor.id}`, { mapping });
  await patch(rules);
  await approve();
  at('22:10');
  const labels = { instance: 'db-1', peer: 'db-2' };
  expect(await ask(labels, monitor.id)).toMatchObject({ suppressed: false, note: 'not-all-cis-covered' });
  await patch([rules[0]]);

  expect(await ask(labels, monitor.id)).toMatchObject(newer);
  await fire('x', { labels });
  await sendAll();
  expect(acceptedMessages()).toEqual(['firing newer-than-approval']);
});

it('W1 an asset tag that is moved to a covered CI does not count for that window', async () => {
  const { approve, as, at, id, monitor, ask, world, fire, sendAll, acceptedMessages } = await evening();
  const [spare, asset] = [anAsset({ assetTag: 'T-1' }), anAsset({ id })];
  await world.store.commit([...world.assets.save(spare, byTest), ...world.assets.save(asset, byTest)]);
  await approve();
  const move = (before: typeof asset, assetTag: string | undefined, at: string) => {
    const next = { ...before, assetTag, version: before.version + 1, updatedAt: time(at) };
    return world.store.commit(world.assets.save(next, byTest, before)).then(() => world.assets.find(next.id) as Promise<typeof asset>);
  };
  await move(stored('asset', spare), undefined, '22:09');
  const moved = await move(stored('asset', asset), 'T-1', '22:10');
  at('22:15');

  expect(await ask({ ci: 't-1' }, monitor.id)).toMatchObject(newer);
  expect((await as('viewer').get('/v1/suppression?ci=T-1')).body).toMatchObject({ ci: id, ...newer });
  await fire('T-1');
  await sendAll();
  expect(acceptedMessages()).toEqual(['firing newer-than-approval']);
  // Another edit of the asset does not make the tag younger.
  await world.store.commit(world.assets.save({ ...moved, name: 'other', version: 3, updatedAt: time('22:16') }, byTest, moved));
  const [found] = [await world.references.assetOf({ scheme: 'asset-tag', value: 't-1' })];
  expect(found).toEqual({ item: id, addedAt: time('22:10') });
});

it('W1 of several required rules that find one CI, the one with the youngest way counts', async () => {
  const { admin, approve, ask, at, id, ci, monitor, world } = await evening();
  const other = await ci('db-2');
  const mapping = ['instance', 'cluster'].map((label) => ({ label, scheme: 'hostname' }));
  await admin.patch(`/v1/monitors/${monitor.id}`, { mapping });
  await approve();
  at('22:10');
  const [unknown, moved] = [
    { instance: 'db-1', cluster: 'nosuch' },
    { instance: 'db-1', cluster: 'db-2' },
  ];
  for (const labels of [unknown, moved])
    expect(await ask(labels, monitor.id)).toMatchObject({ suppressed: false, note: 'not-all-cis-covered' });
  const edit = async (item: string, values: readonly string[]) => {
    const [before] = await world.configurationItems.findMany([item]);
    if (!before) throw new Error('no such CI');
    const aliases = values.map((value) => ({ scheme: 'hostname', value }));
    const next = { ...before, aliases, version: before.version + 1, updatedAt: time('22:10') };
    await world.store.commit(world.configurationItems.save(next, byTest, before));
  };
  await edit(other, ['elsewhere']);
  await edit(id, ['db-1', 'nosuch', 'db-2']);

  for (const labels of [unknown, moved]) expect(await ask(labels, monitor.id)).toMatchObject(newer);
  expect(await ask({ instance: 'db-1', cluster: 'db-1' }, monitor.id)).toMatchObject({ suppressed: true });
});

it('W1 a window that was approved while the monitor observed holds none of its alerts', async () => {
  const { admin, approve, ask, at, id, window, monitor, fire, sendAll, acceptedMessages } = await evening();
  const change = (mode: string) => admin.patch(`/v1/monitors/${monitor.id}`, { mode });
  await change('observe');
  await approve();
  at('22:10');
  const { body } = await change('enforce');
  expect(body).not.toHaveProperty('enforcedSince');

  expect(await ask({ ci: id }, monitor.id)).toMatchObject(newer);
  await fire(id);
  await sendAll();
  expect(acceptedMessages()).toEqual(['firing newer-than-approval']);
  await admin.patch(`/v1/monitors/${monitor.id}`, { name: 'renamed' });
  expect(await ask({ ci: id }, monitor.id)).toMatchObject(newer);
  await window([id], { agreedAt: time('22:11') });
  expect(await ask({ ci: id }, monitor.id)).toMatchObject({ suppressed: true });
});
