import { beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { historyRepository } from '../../shared/data/history/history-repository.ts';
import { nameRepository } from '../../shared/data/name/name-repository.ts';
import { nextVersion } from '../../shared/domain/history/item-version.ts';
import type { Merge } from '../../shared/domain/item/merge.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { type ItemRepositories, itemRepositories } from '../support/item-repositories.ts';
import { aConfigurationItem, anAsset, byTest, stored } from '../support/items.ts';
import { allPages } from '../support/paging.ts';

describe.each(recordsKinds)('merged items on %s', (_, open) => {
  let repositories: ItemRepositories;
  beforeAll(async () => {
    repositories = itemRepositories(await open());
  });

  /** An asset and a CI that are saved as one item. `id`: the id that stays. */
  const merged = async (which: 'asset' | 'ci') => {
    const { records, assets, cis, items } = repositories;
    const [asset, ci] = [anAsset({ name: 'merged machine' }), aConfigurationItem({ name: 'merged server' })];
    const merge: Merge = { item: which === 'asset' ? asset.id : ci.id, asset: asset.id, ci: ci.id, at: ci.createdAt };
    const next = { asset: { ...asset, merge }, ci: { ...ci, merge } };
    await records.commit([...assets.save(next.asset, byTest), ...cis.save(next.ci, byTest), ...items.link(merge)]);
    return { id: merge.item, merge, item: { id: merge.item, asset: stored('asset', next.asset), ci: stored('ci', next.ci) } };
  };

  it.each(['asset', 'ci'] as const)('C1 are read by both ids, each once, if the id of the %s stays', async (which) => {
    const { records, assets, cis, items, references } = repositories;
    const { merge, item } = await merged(which);
    const both = [merge.asset, merge.ci];

    for (const id of both) {
      expect(await items.find(id)).toEqual(item);
      expect(await items.findMany([id])).toEqual([item]);
      expect(await assets.find(id)).toEqual(item.asset);
      expect(await cis.findMany([id])).toEqual([item.ci]);
      expect(await references.find(id)).toEqual({ id: merge.ci, merge });
    }
    expect(await items.findMany(both)).toEqual([item]);
    expect(await cis.findMany(both)).toEqual([item.ci]);
    expect(await nameRepository(records).find(both.map((id) => ({ type: 'item', id })))).toEqual(
      new Map(both.map((id) => [id, { name: 'merged server', item: item.id }])),
    );
  });

  it('A9 are found once by the words of both facets', async () => {
    const { items } = repositories;
    const { item } = await merged('asset');
    const found = async (...tokens: [string, ...string[]]) =>
      (await allPages((after) => items.search(tokens, { limit: 1, ...after }))).flat();

    for (const token of ['merged', 'machine', 'server', 'm'])
      expect((await found(token)).filter(({ id }) => id === item.id)).toEqual([item]);
    expect((await found('machine', 'server')).filter(({ id }) => id === item.id)).toEqual([item]);
  });

  it('C1 have no second facet in the place of one that is elsewhere, and are merged once only', async () => {
    const { records, assets, cis, items } = repositories;
    const { merge } = await merged('ci');

    await expect(records.commit(cis.save(aConfigurationItem({ id: merge.asset }), byTest))).rejects.toMatchObject({ name: 'StaleWrite' });
    await expect(records.commit(assets.save(anAsset({ id: merge.ci }), byTest))).rejects.toMatchObject({ name: 'StaleWrite' });
    await expect(records.commit(items.link(merge))).rejects.toMatchObject({ name: 'StaleWrite' });
  });

  it('C1 keep their other facet after the CI facet was deleted', async () => {
    const { records, cis, items } = repositories;
    const { item, merge } = await merged('ci');
    await records.commit(cis.remove(item.ci, byTest, item.ci.updatedAt));

    for (const id of [merge.asset, merge.ci]) {
      expect(await items.find(id)).toEqual({ id: item.id, asset: item.asset });
      expect(await cis.findMany([id])).toEqual([]);
    }
  });

  it('C6 the versions under two ids are one list', async () => {
    const { records } = repositories;
    const history = historyRepository(records);
    const ids = [uuidv7(), uuidv7()];
    const versions = [0, 1, 2, 3].map((n) =>
      nextVersion(
        { item: ids[n % 2] ?? '', facet: n % 2 ? 'ci' : 'asset', at: `2026-11-24T12:00:0${n}.000Z`, before: {}, after: { n } },
        byTest,
        undefined,
      ),
    );
    await records.commit(versions.map(history.add));

    expect((await allPages((after) => history.page(ids, { limit: 1, ...after }))).flat()).toEqual(versions);
  });
});
