import { beforeAll, describe, expect, it } from '@jest/globals';
import { commitUnique } from '../../shared/domain/unique.ts';
import { recordsKinds } from '../support/dynamo-table.ts';
import { type ItemRepositories, itemRepositories } from '../support/item-repositories.ts';
import { anAsset, byTest, stored } from '../support/items.ts';

describe.each(recordsKinds)('the repository of assets on %s', (_, open) => {
  let repositories: ItemRepositories;
  beforeAll(async () => {
    repositories = itemRepositories(await open());
  });

  it('T3 an asset tag belongs to one asset in any case, and is free again when its asset changes it', async () => {
    const { records, assets, references } = repositories;
    const asset = anAsset({ assetTag: 'Tag-1' });
    await records.commit(assets.save(asset, byTest));

    const taken = commitUnique(records, 'asset', assets.save(anAsset({ assetTag: 'tag-1' }), byTest));

    await expect(taken).rejects.toBeDomainError('asset/asset-tag-taken');
    await records.commit(assets.save({ ...asset, version: 2, assetTag: 'Tag-2' }, byTest, stored('asset', asset)));
    const next = anAsset({ assetTag: 'TAG-1' });
    await records.commit(assets.save(next, byTest));
    expect(await references.assetOf({ scheme: 'asset-tag', value: 'tag-1' })).toMatchObject({ item: next.id });
    expect(await references.assetOf({ scheme: 'asset-tag', value: 'tag-2' })).toMatchObject({ item: asset.id });
  });

  it('T3 a serial number belongs to one asset of a vendor; another vendor may use the same number', async () => {
    const { records, assets } = repositories;
    await records.commit(assets.save(anAsset({ vendor: 'Dell', serialNumber: 'SN/1' }), byTest));
    await records.commit(assets.save(anAsset({ vendor: 'Dell/SN', serialNumber: '1' }), byTest));
    await records.commit(assets.save(anAsset({ vendor: 'HP', serialNumber: 'SN/1' }), byTest));
    await records.commit([
      ...assets.save(anAsset({ serialNumber: 'SN/1' }), byTest),
      ...assets.save(anAsset({ serialNumber: 'SN/1' }), byTest),
    ]);

    const taken = commitUnique(records, 'asset', assets.save(anAsset({ vendor: 'dell', serialNumber: 'sn/1' }), byTest));

    await expect(taken).rejects.toBeDomainError('asset/serial-number-taken');
  });

  it('I4 assets and CIs are listed separately', async () => {
    const { assets, saved } = repositories;
    const ci = await saved();

    const page = await assets.page({ limit: 200 }, []);

    expect(page.items.map(({ id }) => id)).not.toContain(ci.id);
    expect(page.items.length).toBeGreaterThan(0);
  });
});
