import { expect, it } from '@jest/globals';
import type { ConfigurationItem } from '../../../shared/domain/configuration-item/configuration-item.ts';
import { aWorld, time } from '../../support/alerts.ts';
import { anAsset, byTest, stored } from '../../support/items.ts';

/** A covered CI and another one, under a window that was approved at 22:05, at 22:10. */
const evening = async () => {
  const scene = await aWorld({ start: '22:00' });
  const { world, monitor, as, at, ci, window } = scene;
  const covered = await ci('db-1');
  const other = async (fields: Partial<ConfigurationItem>) => ci('exporter', { aliases: [], ...fields });
  const approve = async () => {
    await window([covered], { agreedAt: time('22:05') });
    at('22:10');
  };
  const ask = async (labels: object) =>
    (await as('viewer').post('/v1/suppression/evaluate', { monitor: monitor.id, alerts: [{ labels }] })).body.results[0];
  const saved = async (id: string, fields: Partial<ConfigurationItem>) => {
    const [before] = await world.configurationItems.findMany([id]);
    if (!before) throw new Error(`no CI ${id}`);
    const next = { ...before, ...fields, version: before.version + 1, updatedAt: scene.clock.now() };
    await world.store.commit(world.configurationItems.save(next, byTest, before));
    return next;
  };
  return { ...scene, covered, other, approve, ask, saved };
};

const newer = { suppressed: false, note: 'newer-than-approval' };
const exporterAlias = { scheme: 'prometheus:instance', value: 'db-1:9187' };

it('W1 what is found in place of an alias that was removed after the approval does not count', async () => {
  const { other, approve, ask, saved, covered, records, at, fire, sendAll, acceptedMessages } = await evening();
  const exporter = await other({ aliases: [exporterAlias] });
  await approve();
  const labels = { instance: 'db-1:9187' };
  const reading = async (instance: string) => {
    const { requests, readUnits } = records.usage;
    const answer = await ask({ instance });
    return { answer, cost: [records.usage.requests - requests, records.usage.readUnits - readUnits] };
  };
  expect(await ask(labels)).toMatchObject({ suppressed: false, ci: exporter });
  await saved(exporter, { aliases: [] });

  expect(await ask(labels)).toMatchObject({ ...newer, ci: covered });
  expect(await ask({ instance: 'db-1:9188' })).toMatchObject({ suppressed: true, ci: covered });
  await fire('x', { labels: { ...labels, ci: '' } });
  await sendAll();
  expect(acceptedMessages()).toEqual(['firing newer-than-approval']);
  at('23:30');
  const [removed, neverThere] = [await reading('db-1:9187'), await reading('db-1:9188')];
  expect(removed).toMatchObject({ answer: { suppressed: false, ci: covered }, cost: neverThere.cost });
});

it('W1 an alias that was removed before the approval changes nothing, nor one that stands behind the alias that is found', async () => {
  const { other, approve, ask, saved, covered, at } = await evening();
  const exporter = await other({ aliases: [exporterAlias, { scheme: 'hostname', value: 'db-2' }] });
  at('22:04');
  await saved(exporter, { aliases: [{ scheme: 'hostname', value: 'db-2' }] });
  await approve();
  expect(await ask({ instance: 'db-1:9187' })).toMatchObject({ suppressed: true, ci: covered });

  await saved(covered, { aliases: [{ scheme: 'hostname', value: 'db-1' }], labels: { a: 'b' } });
  await saved(exporter, { aliases: [] });
  expect(await ask({ instance: 'db-1:9187' })).toMatchObject({ suppressed: true, ci: covered });
});

it('W1 an alias that was removed can be given again, and is then as young as that', async () => {
  const { other, approve, ask, saved, covered, world } = await evening();
  const exporter = await other({ aliases: [exporterAlias] });
  await saved(exporter, { aliases: [] });
  expect(await world.references.aliases([exporterAlias])).toEqual([]);
  await approve();
  await saved(covered, { aliases: [exporterAlias, { scheme: 'hostname', value: 'db-1' }] });

  expect(await ask({ instance: 'db-1:9187' })).toMatchObject({ ...newer, ci: covered });
  expect(await world.references.aliases([exporterAlias])).toMatchObject([{ item: covered, addedAt: time('22:10') }]);
});

it('W1 an optional rule whose alias was removed makes what the other rules find younger', async () => {
  const { other, approve, ask, saved, as, monitor } = await evening();
  const peer = await other({ aliases: [{ scheme: 'hostname', value: 'db-2' }] });
  const mapping = ['instance', 'peer'].map((label) => ({ label, scheme: 'hostname', ...(label === 'peer' ? { optional: true } : {}) }));
  await as('admin').patch(`/v1/monitors/${monitor.id}`, { mapping });
  await approve();
  const labels = { instance: 'db-1', peer: 'db-2' };
  expect(await ask(labels)).toMatchObject({ suppressed: false, note: 'not-all-cis-covered' });
  await saved(peer, { aliases: [] });

  expect(await ask(labels)).toMatchObject(newer);
});

/** A tag of an uncovered item that is also the name of the covered CI. */
const withTag = async () => {
  const scene = await evening();
  const { world, covered, other } = scene;
  const tagged = await other({ stage: 'live' });
  const asset = anAsset({ id: tagged, assetTag: 'web-7' });
  await world.store.commit(world.assets.save(asset, byTest));
  const named = await scene.saved(covered, { name: 'web-7' });
  await world.store.commit([world.configurationItems.takeName(named)]);
  await scene.approve();
  expect(await scene.ask({ ci: 'web-7' })).toMatchObject({ suppressed: false, note: 'not-all-cis-covered' });
  return { ...scene, tagged, asset };
};

it('W1 what a name finds after an equal asset tag was removed does not count', async () => {
  const { world, asset, ask, at, clock, as } = await withTag();
  at('22:12');
  await world.store.commit(
    world.assets.save({ ...asset, assetTag: undefined, version: 2, updatedAt: clock.now() }, byTest, stored('asset', asset)),
  );

  expect(await ask({ ci: 'web-7' })).toMatchObject(newer);
  expect((await as('viewer').get('/v1/suppression?ci=web-7')).body).toMatchObject(newer);
  const again = anAsset({ assetTag: 'web-7' });
  await world.store.commit(world.assets.save(again, byTest));
  expect(await world.references.assetOf({ scheme: 'asset-tag', value: 'web-7' })).toMatchObject({ item: again.id });
});

it('W1 what a name finds after the CI of an equal asset tag was decommissioned does not count', async () => {
  const { ask, saved, tagged } = await withTag();
  await saved(tagged, { stage: 'decommissioned' });

  expect(await ask({ ci: 'web-7' })).toMatchObject(newer);
});

it('W1 what is found in place of the alias of a deleted CI does not count', async () => {
  const { other, approve, ask, world, clock, records } = await evening();
  const exporter = await other({ aliases: [exporterAlias] });
  await approve();
  const [ci] = await world.configurationItems.findMany([exporter]);
  if (ci) await world.store.commit(world.configurationItems.remove(ci, byTest, clock.now()));

  expect(await ask({ instance: 'db-1:9187' })).toMatchObject(newer);
  const kept = records.all().filter(({ type, data }) => type === 'Alias' && data.removedAt !== undefined);
  expect(kept.map(({ ttl }) => ttl)).toEqual([Math.ceil(Date.parse(clock.now()) / 1_000) + 315 * 24 * 3_600]);
});
