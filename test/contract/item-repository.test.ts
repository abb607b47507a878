import { beforeAll, describe, expect, it } from '@jest/globals';
import { itemRepository } from '../../shared/data/item/item-repository.ts';
import type { Records } from '../../shared/data/records.ts';
import type { ConfigurationItem } from '../../shared/domain/configuration-item/configuration-item.ts';
import type { ItemRepository } from '../../shared/domain/item/item-repository.ts';
import { withEdges, withoutEdges } from '../../shared/domain/item/relation.ts';
import { commitUnique } from '../../shared/domain/unique.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { aConfigurationItem, anAsset } from '../support/items.ts';
import { allPages } from '../support/paging.ts';

const later = '2026-11-25T00:00:00.000Z';

describe.each(recordsKinds)('the repository of items on %s', (_, open) => {
  let records: Records;
  let items: ItemRepository;
  beforeAll(async () => {
    records = await open();
    items = itemRepository(records);
  });
  const saved = async (ci = aConfigurationItem()) => {
    await records.commit(items.saveCi(ci));
    return ci;
  };

  it('C1 an item is read with both facets, and an id without a facet is not found', async () => {
    const ci = await saved();
    const asset = anAsset({ id: ci.id });
    await records.commit(items.saveAsset(asset));

    expect(await items.find(ci.id)).toEqual({ id: ci.id, asset, ci });
    expect(await items.find(anAsset().id)).toBeUndefined();
    await expect(items.get(anAsset().id)).rejects.toBeDomainError('item/not-found');
  });

  it('T1 an item is read without the other rows of its partition', async () => {
    const ci = await saved();
    await records.commit([
      items.saveEdges(withEdges({ item: ci.id, direction: 'in' }, undefined, [{ type: 'runs-on', item: aConfigurationItem().id }])),
    ]);

    expect(await items.find(ci.id)).toEqual({ id: ci.id, ci });
  });

  it('T1 many items are read at once, each once, without the unknown ids', async () => {
    const many = await Promise.all(Array.from({ length: 60 }, () => saved()));
    const ids = many.map(({ id }) => id);

    const found = await items.findMany([...ids, anAsset().id, ...ids.slice(0, 3)]);

    expect(found.map(({ id }) => id)).toEqual(ids);
    expect(found[7]?.ci).toEqual(many[7]);
  });

  it('T3 an alias belongs to one item, and another item with it is refused', async () => {
    const alias = { scheme: 'hostname', value: 'taken.example' };
    await saved(aConfigurationItem({ aliases: [alias] }));

    const second = commitUnique(records, 'configuration-item', items.saveCi(aConfigurationItem({ aliases: [alias] })));

    await expect(second).rejects.toBeDomainError('configuration-item/alias-taken');
  });

  it('W1 aliases keep the instant at which they were added when other fields change', async () => {
    const [old, added] = [
      { scheme: 'hostname', value: 'kept.example' },
      { scheme: 'hostname', value: 'added.example' },
    ];
    const ci = await saved(aConfigurationItem({ aliases: [old] }));

    await records.commit(items.saveCi({ ...ci, version: 2, updatedAt: later, aliases: [added, old] }, ci));

    const found = new Map((await items.aliases([old, added])).map((alias) => [alias.value, alias]));
    expect(found.get('kept.example')).toMatchObject({ item: ci.id, addedAt: ci.updatedAt });
    expect(found.get('added.example')).toMatchObject({ item: ci.id, addedAt: later });
  });

  it('T3 an alias is free again when its item gives it up, and its value is case-sensitive', async () => {
    const alias = { scheme: 'hostname', value: 'Moving.example' };
    const ci = await saved(aConfigurationItem({ aliases: [alias] }));

    await records.commit(items.saveCi({ ...ci, version: 2, aliases: [] }, ci));
    const next = await saved(aConfigurationItem({ aliases: [alias] }));

    expect((await items.aliases([alias])).map(({ item }) => item)).toEqual([next.id]);
    expect(await items.aliases([{ scheme: 'hostname', value: 'moving.example' }])).toEqual([]);
  });

  it('T1 more than a hundred aliases are read at once', async () => {
    const aliases = Array.from({ length: 140 }, (__, at) => ({ scheme: 'hostname', value: `many-${at}` }));
    for (let at = 0; at < aliases.length; at += 20) await saved(aConfigurationItem({ aliases: aliases.slice(at, at + 20) }));

    expect(await items.aliases(aliases)).toHaveLength(140);
  });

  it('T3 an asset tag belongs to one asset in any case, and is free again when that asset changes it', async () => {
    const asset = anAsset({ assetTag: 'Tag-1' });
    await records.commit(items.saveAsset(asset));

    const duplicate = commitUnique(records, 'asset', items.saveAsset(anAsset({ assetTag: 'tag-1' })));

    await expect(duplicate).rejects.toBeDomainError('asset/asset-tag-taken');
    await records.commit(items.saveAsset({ ...asset, version: 2, assetTag: 'Tag-2' }, asset));
    const next = anAsset({ assetTag: 'TAG-1' });
    await records.commit(items.saveAsset(next));
    expect(await items.assetOf({ scheme: 'asset-tag', value: 'tag-1' })).toBe(next.id);
    expect(await items.assetOf({ scheme: 'asset-tag', value: 'tag-2' })).toBe(asset.id);
  });

  it('T3 a serial number is unique for its vendor', async () => {
    await records.commit(items.saveAsset(anAsset({ vendor: 'Dell', serialNumber: 'SN/1' })));
    await records.commit(items.saveAsset(anAsset({ vendor: 'Dell/SN', serialNumber: '1' })));
    await records.commit(items.saveAsset(anAsset({ vendor: 'HP', serialNumber: 'SN/1' })));
    await records.commit([...items.saveAsset(anAsset({ serialNumber: 'SN/1' })), ...items.saveAsset(anAsset({ serialNumber: 'SN/1' }))]);

    const duplicate = commitUnique(records, 'asset', items.saveAsset(anAsset({ vendor: 'dell', serialNumber: 'sn/1' })));

    await expect(duplicate).rejects.toBeDomainError('asset/serial-number-taken');
  });

  it('T7 the edges of many items are read at once; a row without edges keeps its version', async () => {
    const [hub, leaf, lonely] = [aConfigurationItem().id, aConfigurationItem().id, aConfigurationItem().id];
    const first = withEdges({ item: hub, direction: 'in' }, undefined, [{ type: 'depends-on', item: leaf }]);
    await records.commit([items.saveEdges(first)]);
    await records.commit([items.saveEdges(withoutEdges(first, () => true))]);

    expect(await items.edges([hub, lonely, hub], 'in')).toEqual([{ item: hub, direction: 'in', shard: 0, version: 2, edges: [] }]);
    expect(await items.edges([hub], 'out')).toEqual([]);
  });

  it('T7 a row of edges is removed only on the version that was read, or checked to be absent', async () => {
    const end = { item: aConfigurationItem().id, direction: 'out' } as const;
    await records.commit([items.removeEdges(end)]);
    const row = withEdges(end, undefined, [{ type: 'runs-on', item: aConfigurationItem().id }]);
    await records.commit([items.saveEdges(row)]);

    await expect(records.commit([items.removeEdges(end)])).rejects.toBeStaleWrite();
    await records.commit([items.removeEdges(end, row)]);

    expect(await items.edges([end.item], 'out')).toEqual([]);
  });

  it('T2 a transaction can check that a facet is unchanged, or still absent', async () => {
    const ci = await saved();
    const item = await items.get(ci.id);

    await records.commit([items.unchanged(item, 'ci'), items.unchanged(item, 'asset')]);
    await records.commit(items.saveAsset(anAsset({ id: ci.id })));

    await expect(records.commit([items.unchanged(item, 'asset')])).rejects.toBeStaleWrite();
  });

  it('C1 removing a CI facet keeps the asset facet and frees the aliases', async () => {
    const alias = { scheme: 'hostname', value: 'freed.example' };
    const ci = await saved(aConfigurationItem({ aliases: [alias] }));
    const asset = anAsset({ id: ci.id });
    await records.commit(items.saveAsset(asset));

    await records.commit(items.removeCi(ci));

    expect(await items.find(ci.id)).toEqual({ id: ci.id, asset });
    expect(await items.aliases([alias])).toEqual([]);
  });

  it('I4 pages have each CI of a class once, in the order of creation', async () => {
    const queues: ConfigurationItem[] = [];
    for (let at = 0; at < 7; at += 1)
      queues.push(await saved(aConfigurationItem({ class: 'queue', environment: at % 2 ? 'test' : 'production' })));

    const pages = await allPages((after) => items.pageCis({ class: 'queue', limit: 3, ...after }));

    expect(pages.flat().map(({ id }) => id)).toEqual(queues.map(({ id }) => id));
    const kept = await items.pageCis({ class: 'queue', limit: 10 }, ({ environment }) => environment === 'test');
    expect(kept.items.map(({ id }) => id)).toEqual([1, 3, 5].map((at) => queues[at]?.id));
  });

  it('I4 the list of assets has no CIs without an asset facet', async () => {
    const ci = await saved();

    const page = await items.pageAssets({ limit: 200 });

    expect(page.items.map(({ id }) => id)).not.toContain(ci.id);
    expect(page.items.length).toBeGreaterThan(0);
  });
});
