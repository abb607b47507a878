import { describe, expect, it } from '@jest/globals';
import { listedValueRow } from '../../../shared/data/asset/listed-value-rows.ts';
import { itemsApi } from '../../support/items-api.ts';

const now = '2026-11-24T02:00:00.000Z';

describe('where assets are and whether they are used', () => {
  it('A9 sightings say where assets were seen; older ones change nothing, and bad ones do not stop the others', async () => {
    const { assets, asset, eventsOf, admin } = itemsApi();
    const { id: ada } = (await admin.post('/v1/people', { name: 'Ada', email: 'ada@quiesce.test', zone: 'UTC' })).body;
    const { id } = await asset({ assetTag: 'L-1', location: 'Store' });
    const seen = (at: string, more: object = {}) => ({ asset: 'L-1', at, ...more });

    const { body } = await assets.post('/v1/sightings', [
      seen('2026-11-20T09:00:00Z', { location: 'Rack 12', by: 'ada@quiesce.test' }),
      seen('2026-11-19T09:00:00Z', { location: 'Rack 1' }),
      seen('2026-11-25T09:00:00Z'),
      { asset: 'nobody', at: now },
    ]);

    expect(body.results.map(({ status, problem }: { status: number; problem?: { code: string } }) => problem?.code ?? status)).toEqual([
      ...[200, 200, 'asset/date-in-future', 'item/not-found'],
    ]);
    expect((await assets.get('/v1/assets/L-1')).body).toMatchObject({ lastSeenAt: '2026-11-20T09:00:00.000Z', location: 'Rack 12' });
    expect((await eventsOf(id)).slice(1).map(({ name, body: fact }) => [name, fact])).toEqual([
      ['AssetSighted', { at: '2026-11-20T09:00:00.000Z', location: 'Rack 12', by: ada }],
    ]);
  });

  it('A9 assets that are not used are found, among them those of which no use is known, and none that is gone', async () => {
    const { assets, asset, viewer } = itemsApi();
    for (const tag of ['L-1', 'L-2', 'L-3', 'L-4']) await asset({ assetTag: tag, category: 'laptop' });
    await assets.post('/v1/usage', [
      { asset: 'L-1', lastUsedAt: '2026-11-20T09:00:00Z', source: 'mdm' },
      { asset: 'L-2', lastUsedAt: '2026-05-20T09:00:00Z', source: 'mdm' },
      { asset: 'L-2', lastUsedAt: '2026-04-20T09:00:00Z', source: 'mdm' },
    ]);
    await assets.post('/v1/assets/L-4/transition', { to: 'disposed', date: '2026-11-20', method: 'scrapped' });

    const tags = async (query: string) =>
      (await viewer.get(`/v1/assets?${query}`)).body.items.map(({ assetTag }: { assetTag: string }) => assetTag);

    expect(await tags('unusedSince=2026-11-01')).toEqual(['L-2', 'L-3']);
    expect(await tags('unusedSince=2026-05-01&category=laptop')).toEqual(['L-3']);
    expect((await viewer.get('/v1/assets/L-2')).body).toMatchObject({ lastUsedAt: '2026-05-20T09:00:00.000Z', usageSource: 'mdm' });
  });
});

describe('the values of fields', () => {
  it('A9 vendors, locations and cost centers are listed in order, with the number of assets', async () => {
    const { viewer, asset, assets } = itemsApi();
    for (const vendor of ['Dell', 'Acme', 'Dell', 'Zebra & Söhne #1']) await asset({ vendor, location: 'Berlin', costCenter: '1' });
    const { id } = await asset({ vendor: 'Wrong' });
    await assets.post(`/v1/assets/${id}/void`, { reason: 'Registered twice' });

    const first = (await viewer.get('/v1/vendors?limit=2')).body;
    const second = (await viewer.get(`/v1/vendors?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`)).body;

    expect(first.items).toEqual([
      { name: 'Acme', assets: 1 },
      { name: 'Dell', assets: 2 },
    ]);
    expect(second).toEqual({ items: [{ name: 'Zebra & Söhne #1', assets: 1 }] });
    expect((await viewer.get('/v1/locations')).body.items).toEqual([{ name: 'Berlin', assets: 4 }]);
    expect((await viewer.get('/v1/cost-centers')).body.items).toEqual([{ name: '1', assets: 4 }]);
  });

  it('A9 a value is renamed in all assets, in steps that go on', async () => {
    const { viewer, assets, asset } = itemsApi();
    await assets.post('/v1/assets/lots', {
      ...{ quantity: 250, total: { amount: '1000.00', currency: 'EUR' } },
      asset: { name: 'a laptop', kind: 'hardware', vendor: 'Del' },
    });
    await asset({ vendor: 'Dell' });

    const rename = async () => (await assets.post('/v1/vendors/rename', { from: 'Del', to: 'Dell' })).body;

    expect([await rename(), await rename(), await rename()]).toMatchObject([
      { renamed: 200, refused: [], more: true },
      { renamed: 50, refused: [], more: false },
      { renamed: 0, refused: [], more: false },
    ]);
    expect((await viewer.get('/v1/vendors')).body.items).toEqual([{ name: 'Dell', assets: 251 }]);
    expect((await viewer.post('/v1/vendors/rename', { from: 'Dell', to: 'x' })).status).toBe(403);
  });

  it('A9 a rename ends, and takes assets off the list of a value that they do not have', async () => {
    const { viewer, assets, asset, records } = itemsApi();
    const { id: other } = await asset({ vendor: 'Acme' });
    const { id: voided } = await asset({ vendor: 'Del' });
    await assets.post(`/v1/assets/${voided}/void`, { reason: 'Registered twice' });
    await asset({ vendor: 'Del' });
    const nobody = Array.from({ length: 250 }, (_, n) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`);
    const listed = (item: string) => listedValueRow.save({ field: 'vendor', value: 'Del', item, version: 1 });
    await records.writeOnce([other, voided, ...nobody].map(listed));

    const steps: { renamed: number; more: boolean }[] = [];
    const rename = async () => (await assets.post('/v1/vendors/rename', { from: 'Del', to: 'Dell' })).body;
    do steps.push(await rename());
    while (steps.at(-1)?.more === true && steps.length < 5);

    expect(steps.map(({ more }) => more)).toEqual([true, false]);
    expect(steps.reduce((sum, { renamed }) => sum + renamed, 0)).toBe(1);
    expect((await viewer.get('/v1/vendors')).body.items).toEqual([
      { name: 'Acme', assets: 1 },
      { name: 'Dell', assets: 1 },
    ]);
    expect((await viewer.get(`/v1/assets/${voided}`)).body.vendor).toBe('Del');
  });

  it('A9 an asset that gets the value while a rename takes it off the list is renamed', async () => {
    const { viewer, assets, asset, records } = itemsApi();
    const { id } = await asset({ vendor: 'Acme' });
    await records.writeOnce([listedValueRow.save({ field: 'vendor', value: 'Del', item: id, version: 1 })]);
    records.before = async (operation) => {
      if (operation !== 'commit') return;
      records.before = () => undefined;
      await assets.patch(`/v1/assets/${id}`, { vendor: 'Del' });
    };

    const { body } = await assets.post('/v1/vendors/rename', { from: 'Del', to: 'Dell' });

    expect(body).toEqual({ renamed: 1, refused: [], more: false });
    expect((await viewer.get('/v1/vendors')).body.items).toEqual([{ name: 'Dell', assets: 1 }]);
  });

  it('T3 A9 a vendor is not renamed where the other one has the same serial number, and in all other assets', async () => {
    const { assets, asset, viewer } = itemsApi();
    await asset({ vendor: 'Dell', serialNumber: 'S-1' });
    const { id: kept } = await asset({ vendor: 'Del', serialNumber: 'S-1' });
    await asset({ vendor: 'Del', serialNumber: 'S-2' });
    const rename = async () => (await assets.post('/v1/vendors/rename', { from: 'Del', to: 'Dell' })).body;
    const refused = [{ item: kept, code: 'asset/serial-number-taken' }];

    expect(await rename()).toEqual({ renamed: 1, refused, more: false });
    expect(await rename()).toEqual({ renamed: 0, refused, more: false });
    expect((await viewer.get('/v1/vendors')).body.items).toEqual([
      { name: 'Del', assets: 1 },
      { name: 'Dell', assets: 2 },
    ]);
  });

  it('A9 a rename goes on behind the assets that it could not rename', async () => {
    const { assets, asset } = itemsApi();
    const laptops = (vendor: string, from: number) =>
      Array.from({ length: 70 }, (_, n) => ({ name: 'a laptop', kind: 'hardware', vendor, serialNumber: `S-${from + n}` }));
    for (const from of [100, 170, 240])
      for (const vendor of ['Dell', 'Del']) await assets.post('/v1/assets/bulk', { entries: laptops(vendor, from) });
    await asset({ vendor: 'Del' });
    const rename = async (after?: string) => (await assets.post('/v1/vendors/rename', { from: 'Del', to: 'Dell', after })).body;

    const first = await rename();
    const second = await rename(first.after);

    expect([first.renamed, first.refused.length, first.more]).toEqual([0, 200, true]);
    expect([second.renamed, second.refused.length, second.more, second.after]).toEqual([1, 10, false, undefined]);
  });
});
