import { describe, expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

describe('lists of assets', () => {
  it('I4 each filter restricts the list, alone and combined', async () => {
    const { viewer, asset, team } = itemsApi();
    const blue = await team('Blue');
    const one = await asset({
      vendor: 'Dell',
      serialNumber: 'S1',
      assetTag: 'L-1',
      category: 'laptop',
      costCenter: '100',
      location: 'Berlin',
      owner: { team: blue },
    });
    const two = await asset({ kind: 'subscription', vendor: 'Acme', status: 'in-use', category: 'laptop' });
    const found = async (query: string) => (await viewer.get(`/v1/assets?${query}`)).body.items.map(({ id }: { id: string }) => id);

    expect(await found('')).toEqual([one.id, two.id]);
    expect(await found('owner=Blue')).toEqual([one.id]);
    expect(await found(`owner=${blue}`)).toEqual([one.id]);
    expect((await viewer.get('/v1/assets?owner=Green')).body.code).toBe('owner/unknown');
    expect(await found('vendor=Acme')).toEqual([two.id]);
    expect(await found('kind=subscription&status=in-use')).toEqual([two.id]);
    expect(await found('category=laptop')).toEqual([one.id, two.id]);
    expect(await found('category=laptop&costCenter=100&location=Berlin')).toEqual([one.id]);
    expect(await found('assetTag=l-1')).toEqual([one.id]);
    expect(await found('assetTag=L-1&vendor=Acme')).toEqual([]);
    expect(await found('serialNumber=S1')).toEqual([one.id]);
    expect(await found('vendor=Dell&serialNumber=S1')).toEqual([one.id]);
    expect((await viewer.get('/v1/assets?kind=spoon')).status).toBe(400);
  });

  it('T11 the holder, a serial number of any case, brand and model are filters too', async () => {
    const { viewer, admin, assets, asset, ci } = itemsApi();
    const { id: ada } = (await admin.post('/v1/people', { name: 'Ada', email: 'ada@quiesce.test', zone: 'UTC' })).body;
    const rack = (await ci({ name: 'rack-1', aliases: [{ scheme: 'hostname', value: 'rack-1' }] })).id;
    const one = await asset({ serialNumber: 'Sn-1', brand: 'Lenovo', model: 'T14' });
    const two = await asset({ serialNumber: 'SN-1', vendor: 'Other', brand: 'Lenovo' });
    await assets.post(`/v1/assets/${one.id}/assignments`, { person: ada });
    const out = await assets.post(`/v1/assets/${two.id}/assignments`, { item: rack });
    const found = async (query: string) => (await viewer.get(`/v1/assets?${query}`)).body.items.map(({ id }: { id: string }) => id);

    expect(await found('serialNumber=sn-1')).toEqual([one.id, two.id]);
    expect(await found('brand=Lenovo')).toEqual([one.id, two.id]);
    expect(await found('brand=Lenovo&model=T14')).toEqual([one.id]);
    expect(await found('assignedTo=ada@quiesce.test')).toEqual([one.id]);
    expect(await found(`assignedTo=${ada}&status=in-use`)).toEqual([one.id]);
    expect(await found('assignedTo=hostname%3Drack-1')).toEqual([two.id]);
    await assets.post(`/v1/assets/${two.id}/assignments/${out.body.id}/return`, {});
    expect(await found(`assignedTo=${rack}`)).toEqual([]);
    expect((await viewer.get('/v1/assets?assignedTo=nobody')).body.code).toBe('holder/unknown');
  });

  it('I4 the next page continues after the last one, and a cursor of another list is refused', async () => {
    const { viewer, asset } = itemsApi();
    const ids = [(await asset()).id, (await asset()).id, (await asset()).id];

    const first = (await viewer.get('/v1/assets?limit=2')).body;
    const second = (await viewer.get(`/v1/assets?limit=2&cursor=${first.nextCursor}`)).body;

    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(second).not.toHaveProperty('nextCursor');
    expect((await viewer.get(`/v1/assets?vendor=x&cursor=${first.nextCursor}`)).body.code).toBe('cursor/invalid');
  });
});
