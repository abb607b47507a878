import { beforeAll, describe, expect, it } from '@jest/globals';
import { noEdges } from '../../shared/domain/item/relation.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { type ItemRepositories, itemRepositories } from '../support/item-repositories.ts';
import { aConfigurationItem, anAsset, byTest, stored } from '../support/items.ts';
import { allPages } from '../support/paging.ts';

describe.each(recordsKinds)('the repository of items on %s', (_, open) => {
  let repositories: ItemRepositories;
  beforeAll(async () => {
    repositories = itemRepositories(await open());
  });

  it('C1 an item is read with both its facets, and an id without a facet is not found', async () => {
    const { records, assets, items, saved } = repositories;
    const ci = await saved();
    const asset = anAsset({ id: ci.id });
    await records.commit(assets.save(asset, byTest));

    expect(await items.find(ci.id)).toEqual({ id: ci.id, asset: stored('asset', asset), ci });
    expect(await items.find(anAsset().id)).toBeUndefined();
    await expect(items.get(anAsset().id)).rejects.toBeDomainError('item/not-found');
  });

  it('T1 the facets of an item are read without the other rows of its partition', async () => {
    const { records, items, relations, saved } = repositories;
    const ci = await saved();
    await records.commit([
      relations.save({
        ...noEdges({ item: ci.id, direction: 'in' }),
        version: 1,
        edges: [{ type: 'runs-on', item: aConfigurationItem().id }],
      }),
    ]);

    expect(await items.find(ci.id)).toEqual({ id: ci.id, ci });
  });

  it('T1 many items are read at once, each once, without the unknown ids', async () => {
    const { items, saved } = repositories;
    const saves = await Promise.all(Array.from({ length: 60 }, () => saved()));
    const ids = saves.map(({ id }) => id);

    const found = await items.findMany([...ids, anAsset().id, ...ids.slice(0, 3)]);

    expect(found.map(({ id }) => id)).toEqual(ids);
    expect(found[7]?.ci).toEqual(saves[7]);
  });

  it('A9 an item is found once by the beginning of each of its words, and no longer by a word that was removed', async () => {
    const { records, cis, assets, items, saved } = repositories;
    const ci = await saved(aConfigurationItem({ name: 'Straße payroll', aliases: [{ scheme: 'hostname', value: 'payroll-1.example' }] }));
    await records.commit(assets.save(anAsset({ id: ci.id, name: 'Payroll server', model: 'PowerEdge R740' }), byTest));
    const found = async (first: string, ...others: string[]) =>
      (await items.search([first, ...others], { limit: 10 })).items.map(({ id }) => id);

    for (const word of ['pay', 'payroll', 'stra', 'straße', '1', 'r7']) expect(await found(word)).toEqual([ci.id]);
    expect(await found('poweredge', 'str', 'exam')).toEqual([ci.id]);
    expect(await found('poweredge', 'strb')).toEqual([]);
    expect(await found('ayroll')).toEqual([]);

    await records.commit(cis.save({ ...ci, version: 2, name: 'renamed', aliases: [] }, byTest, stored('ci', ci)));

    expect(await found('stra')).toEqual([]);
    expect(await found('payroll')).toEqual([ci.id]);
    expect(await found('renamed')).toEqual([ci.id]);
  });

  it('A9 pages of a search are full and contain each item once, even if several of its words have the same beginning', async () => {
    const { items, saved } = repositories;
    const ids: string[] = [];
    for (let at = 0; at < 11; at += 1) ids.push((await saved(aConfigurationItem({ name: `zeta${at} zeta zebra` }))).id);

    const pages = await allPages((after) => items.search(['z'], { limit: 4, ...after }));

    expect(pages.map(({ length }) => length)).toEqual([4, 4, 3]);
    expect(
      pages
        .flat()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(ids.toSorted());
  });

  it('A9 a word that is too long for a key is compared in full', async () => {
    const { items, saved } = repositories;
    const long = `w${'𝟘'.repeat(60)}`;
    const one = await saved(aConfigurationItem({ name: `${long}${'a'.repeat(40)}` }));
    const other = await saved(aConfigurationItem({ name: `${long}${'a'.repeat(40)}b` }));
    const found = async (token: string) => (await items.search([token], { limit: 10 })).items.map(({ id }) => id).toSorted();

    expect(await found(long)).toEqual([one.id, other.id].toSorted());
    expect(await found(`${long}${'a'.repeat(40)}b`)).toEqual([other.id]);
  });
});
