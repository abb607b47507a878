import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ConfigurationItem } from '../../shared/domain/configuration-item/configuration-item.ts';
import {
  type ConfigurationItemFilters,
  filterPostings,
  selectorPostings,
} from '../../shared/domain/configuration-item/configuration-item-postings.ts';
import { bySystem } from '../../shared/domain/history/origin.ts';
import { commitUnique } from '../../shared/domain/unique.ts';
import { idOf } from '../support/api.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { type ItemRepositories, itemRepositories } from '../support/item-repositories.ts';
import { aConfigurationItem, anAsset, byTest, stored } from '../support/items.ts';
import { allPages } from '../support/paging.ts';

const later = '2026-11-25T00:00:00.000Z';

describe.each(recordsKinds)('the repository of configuration items on %s', (_, open) => {
  let repositories: ItemRepositories;
  beforeAll(async () => {
    repositories = itemRepositories(await open());
  });

  it('T3 an alias belongs to one item, and the write of another item fails', async () => {
    const { records, cis, saved } = repositories;
    const alias = { scheme: 'hostname', value: 'taken.example' };
    await saved(aConfigurationItem({ aliases: [alias] }));

    const second = commitUnique(records, 'configuration-item', cis.save(aConfigurationItem({ aliases: [alias] }), byTest));

    await expect(second).rejects.toBeDomainError('configuration-item/alias-taken');
  });

  it('W1 aliases keep the instant at which they were added when another field changes', async () => {
    const { records, cis, references, saved } = repositories;
    const [old, added] = [
      { scheme: 'hostname', value: 'kept.example' },
      { scheme: 'hostname', value: 'added.example' },
    ];
    const ci = await saved(aConfigurationItem({ aliases: [old] }));

    await records.commit(cis.save({ ...ci, version: 2, updatedAt: later, aliases: [added, old] }, byTest, stored('ci', ci)));

    const found = new Map((await references.aliases([old, added])).map((alias) => [alias.value, alias]));
    expect(found.get('kept.example')).toMatchObject({ item: ci.id, addedAt: ci.updatedAt });
    expect(found.get('added.example')).toMatchObject({ item: ci.id, addedAt: later });
  });

  it('T3 an alias is free again when its item gives it up; schemes other than those of hosts are compared in exact case', async () => {
    const { records, cis, references, saved } = repositories;
    const alias = { scheme: 'pod', value: 'Moving.example' };
    const ci = await saved(aConfigurationItem({ aliases: [alias] }));

    await records.commit(cis.save({ ...ci, version: 2, aliases: [] }, byTest, stored('ci', ci)));
    const next = await saved(aConfigurationItem({ aliases: [alias] }));

    expect((await references.aliases([alias])).map(({ item }) => item)).toEqual([next.id]);
    expect(await references.aliases([{ scheme: 'pod', value: 'moving.example' }])).toEqual([]);
  });

  it('C2 the ids of the CIs with all of some values are read without the CIs', async () => {
    const { records, cis, saved } = repositories;
    const labels = { group: 'ids-with' };
    const both = [
      await saved(aConfigurationItem({ labels, class: 'load-balancer' })),
      await saved(aConfigurationItem({ labels, class: 'load-balancer' })),
    ];
    await saved(aConfigurationItem({ labels, class: 'application' }));
    const left = await saved(aConfigurationItem({ labels, class: 'load-balancer' }));
    await records.commit(cis.save({ ...left, version: 2, labels: {} }, bySystem, left));

    const postings = selectorPostings({ class: 'load-balancer', labels });
    expect(await cis.idsWith(postings)).toEqual(both.map(({ id }) => id).toSorted());
    expect(await cis.idsWith(postings.slice(1))).toHaveLength(3);
  });

  it('T1 more than a hundred aliases are read at once', async () => {
    const { references, saved } = repositories;
    const aliases = Array.from({ length: 140 }, (__, at) => ({ scheme: 'hostname', value: `many-${at}` }));
    for (let at = 0; at < aliases.length; at += 20) await saved(aConfigurationItem({ aliases: aliases.slice(at, at + 20) }));

    expect(await references.aliases(aliases)).toHaveLength(140);
  });

  it('T2 a transaction can check that a facet is unchanged or still absent', async () => {
    const { records, cis, assets, items, saved } = repositories;
    const ci = await saved();
    const item = await items.get(ci.id);

    await records.commit([cis.unchanged(ci.id, item.ci), assets.unchanged(ci.id, item.asset)]);
    await records.commit(assets.save(anAsset({ id: ci.id }), byTest));

    await expect(records.commit([assets.unchanged(ci.id, item.asset)])).rejects.toBeStaleWrite();
  });

  it('C1 removing a CI keeps the asset and frees the aliases', async () => {
    const { records, cis, assets, items, references, saved } = repositories;
    const alias = { scheme: 'hostname', value: 'freed.example' };
    const ci = await saved(aConfigurationItem({ aliases: [alias] }));
    const asset = anAsset({ id: ci.id });
    await records.commit(assets.save(asset, byTest));

    await records.commit(cis.remove(stored('ci', ci), byTest, ci.updatedAt));

    expect(await items.find(ci.id)).toEqual({ id: ci.id, asset: stored('asset', asset) });
    expect(await references.aliases([alias])).toEqual([]);
  });

  it('T11 a CI is found by each of its values, alone and combined, and not by a former value', async () => {
    const { records, cis, saved } = repositories;
    const label = { app: 'T11/#1' };
    const fields = { class: 'queue' as const, environment: 'T11#a', name: 'T11 ÉTÉ', labels: label, ownerTeam: 'team#1' };
    const ci = await saved(aConfigurationItem(fields));
    const other = await saved(aConfigurationItem({ class: 'queue', environment: 'T11', name: 'T11 b#ci#name', labels: { app: 'T11/' } }));
    const found = async (filters: ConfigurationItemFilters) =>
      (await cis.page({ limit: 10 }, filterPostings(filters))).items.map(({ id }) => id);

    expect(await found({ class: 'queue' })).toEqual([ci.id, other.id]);
    for (const filters of [{ environment: 'T11#a' }, { name: ' t11 été' }, { label: 'app=T11/#1' }, { ownerTeam: 'team#1' }])
      expect(await found({ class: 'queue', ...filters })).toEqual([ci.id]);
    expect(await found({ label: 'app' })).toEqual([ci.id, other.id]);
    expect(await found({ label: 'app', environment: 'T11', stage: 'proposed' })).toEqual([other.id]);

    await records.commit(cis.save({ ...ci, version: 2, labels: { long: 'é'.repeat(500) } }, byTest, stored('ci', ci)));

    expect(await found({ label: 'app=T11/#1' })).toEqual([]);
    expect(await found({ label: 'app' })).toEqual([other.id]);
    expect(await found({ label: `long=${'é'.repeat(500)}`, name: 'T11 ÉTÉ' })).toEqual([ci.id]);
  });

  it('T11 pages of a filtered list are full and contain each CI once, in the order of creation', async () => {
    const { cis, saved } = repositories;
    const queues: ConfigurationItem[] = [];
    for (let at = 0; at < 23; at += 1)
      queues.push(await saved(aConfigurationItem({ class: 'storage', environment: at % 2 ? 'test' : 'production' })));
    const pagesOf = (limit: number, filters: ConfigurationItemFilters) =>
      allPages((after) => cis.page({ limit, ...after }, filterPostings(filters)));

    const pages = await pagesOf(3, { class: 'storage' });
    const both = await pagesOf(4, { class: 'storage', environment: 'test' });

    expect(pages.map(({ length }) => length)).toEqual([3, 3, 3, 3, 3, 3, 3, 2]);
    expect(pages.flat().map(({ id }) => id)).toEqual(queues.map(({ id }) => id));
    expect(both.map(({ length }) => length)).toEqual([4, 4, 3]);
    expect(both.flat().map(({ id }) => id)).toEqual(queues.filter((__, at) => at % 2).map(({ id }) => id));
  });

  it('T11 a removed CI is in no list, and a CI that was stored without postings can be removed too', async () => {
    const { records, cis, saved } = repositories;
    const ci = await saved(aConfigurationItem({ environment: 'T11 removed' }));
    const [row] = cis.save(aConfigurationItem({ id: idOf(1), environment: 'T11 removed' }), byTest);
    await records.commit(row ? [row] : []);

    await records.commit(cis.remove(stored('ci', ci), byTest, ci.updatedAt));
    await records.commit(cis.remove(aConfigurationItem({ id: idOf(1), environment: 'T11 removed' }), byTest, ci.updatedAt));

    expect((await cis.page({ limit: 10 }, filterPostings({ environment: 'T11 removed' }))).items).toEqual([]);
    expect(await cis.findMany([ci.id, idOf(1)])).toEqual([]);
  });
});
