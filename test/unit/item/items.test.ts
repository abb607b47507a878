import { describe, expect, it } from '@jest/globals';
import { resolveItem } from '../../../shared/application/item/resolve-item.ts';
import { itemsApi } from '../../support/items-api.ts';

const nothing = { windows: { current: null, next: null }, openChanges: [] };

describe('items', () => {
  it('C1 the answer for an item has its facets, its relations and its planned changes', async () => {
    const { viewer, ci } = itemsApi();
    const facet = await ci();

    const { status, body } = await viewer.get(`/v1/items/${facet.id}`);

    expect(status).toBe(200);
    expect(body).toEqual({ id: facet.id, ci: facet, relations: { dependencies: [], dependants: [] }, ...nothing });
  });

  it('C1 an item that is only an asset has no CI facet', async () => {
    const { viewer, assets, asset } = itemsApi();
    const facet = await asset();

    expect((await assets.get(`/v1/items/${facet.id}`)).body).toEqual({
      id: facet.id,
      asset: facet,
      relations: { dependencies: [], dependants: [] },
      ...nothing,
    });
    expect((await viewer.get(`/v1/configuration-items/${facet.id}`)).body.code).toBe('configuration-item/not-found');
  });

  it('I7 an item is found by its alias; the scheme ends at the first =', async () => {
    const { viewer, ci } = itemsApi();
    const alias = { scheme: 'aws-arn', value: 'arn:aws:elb:eu/a=b' };
    const { id } = await ci({ aliases: [alias] });
    const find = (text: string) => viewer.get(`/v1/items/by-alias?alias=${encodeURIComponent(text)}`);

    expect((await find('aws-arn=arn:aws:elb:eu/a=b')).body.id).toBe(id);
    expect(await find('aws-arn=ARN:aws:elb:eu/a=b')).toMatchObject({ status: 404, body: { code: 'item/not-found' } });
    expect(await find('no-equals-sign')).toMatchObject({ status: 400, body: { errors: [{ pointer: '/query/alias' }] } });
    expect((await viewer.get('/v1/items/by-alias')).status).toBe(400);
  });

  it('I7 a reference is an id, an asset tag, or scheme=value', async () => {
    const { world, asset, ci } = itemsApi();
    const laptop = await asset({ assetTag: 'tag=1' });
    const db = await ci({ aliases: [{ scheme: 'prometheus:instance', value: 'db:9187' }] });
    const resolve = resolveItem(world);

    expect(await resolve(laptop.id, '/items/0')).toBe(laptop.id);
    expect(await resolve('TAG=1', '/items/0')).toBe(laptop.id);
    expect(await resolve('prometheus:instance=db:9187', '/items/0')).toBe(db.id);
    await expect(resolve('prometheus:instance=db', '/items/0')).rejects.toBeDomainError('item/unknown');
    await expect(resolve('01900000-0000-7000-8000-000000999999', '/items/0')).rejects.toBeDomainError('item/unknown');
  });

  it('I7 a path may contain an alias without a slash', async () => {
    const { viewer, ci } = itemsApi();
    const { id } = await ci({ aliases: [{ scheme: 'hostname', value: 'db-1' }] });

    expect((await viewer.get('/v1/items/hostname%3Ddb-1')).body.id).toBe(id);
    expect((await viewer.get('/v1/items/hostname=db-1')).body.id).toBe(id);
  });

  it('X1 no item can be read without a token', async () => {
    const { anonymous } = itemsApi();

    expect((await anonymous('GET', '/v1/assets')).status).toBe(401);
  });

  it('T1 reading an item takes five requests, however many events it has', async () => {
    const { viewer, cis, ci, records } = itemsApi();
    const { id } = await ci();
    for (let at = 0; at < 20; at += 1) await cis.patch(`/v1/configuration-items/${id}`, { name: `x${at}` });
    records.usage.requests = 0;
    records.usage.rowsRead = 0;

    await viewer.get(`/v1/items/${id}`);

    expect(records.usage.requests).toBeLessThanOrEqual(5);
    expect(records.usage.rowsRead).toBeLessThanOrEqual(5);
  });
});
