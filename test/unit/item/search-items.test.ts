import { describe, expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

const names = ({ body }: { readonly body: { readonly items: readonly { readonly name: string }[] } }) => body.items.map(({ name }) => name);

describe('search for items', () => {
  it('A9 finds items by the beginnings of words in name, asset tag, serial number, model and alias, in any case', async () => {
    const { viewer, ci, asset } = itemsApi();
    await ci({ name: 'Orders database', aliases: [{ scheme: 'hostname', value: 'ODB-7.example' }] });
    await asset({ name: 'Laptop of Ada', assetTag: 'TAG/4711', serialNumber: 'SN-99', model: 'ThinkPad X1' });
    const found = async (q: string) => names(await viewer.get(`/v1/items?q=${encodeURIComponent(q)}`));

    for (const q of ['ord', 'DATA', 'odb', '7', 'example orders']) expect(await found(q)).toEqual(['Orders database']);
    for (const q of ['ada', 'tag', '4711', 'sn', 'thinkp', 'x1 laptop', 'of-ada']) expect(await found(q)).toEqual(['Laptop of Ada']);
    for (const q of ['rders', 'orders laptop', 'hostname', 'hardware']) expect(await found(q)).toEqual([]);
  });

  it('A9 returns each item once, with both facets, and prices only for roles that need them', async () => {
    const { viewer, assets, cis, asset } = itemsApi();
    const laptop = await asset({ name: 'Server one', purchase: { value: { amount: '10.00', currency: 'EUR' }, orderNumber: '7' } });
    await cis.put(`/v1/configuration-items/${laptop.id}`, { name: 'server-one service', class: 'server' }, { 'if-none-match': '*' });

    const { items } = (await viewer.get('/v1/items?q=ser')).body;

    expect(items).toMatchObject([
      { id: laptop.id, name: 'server-one service', asset: { purchase: { orderNumber: '7' } }, ci: { class: 'server' } },
    ]);
    expect(items).toHaveLength(1);
    expect(items[0].asset.purchase.value).toBeUndefined();
    expect((await assets.get('/v1/items?q=ser')).body.items[0].asset.purchase.value).toEqual({ amount: '10.00', currency: 'EUR' });
  });

  it('A9 I4 pages are full, the last has no cursor, and a cursor is valid only for its query', async () => {
    const { viewer, ci } = itemsApi();
    for (let at = 0; at < 7; at += 1) await ci({ name: `web-${at} web` });

    const first = await viewer.get('/v1/items?q=web&limit=4');
    const cursor = encodeURIComponent(first.body.nextCursor);
    const second = await viewer.get(`/v1/items?q=web&limit=4&cursor=${cursor}`);

    expect(new Set([...names(first), ...names(second)]).size).toBe(7);
    expect(names(first)).toHaveLength(4);
    expect(second.body.nextCursor).toBeUndefined();
    expect(await viewer.get(`/v1/items?q=we&limit=4&cursor=${cursor}`)).toMatchObject({ status: 400, body: { code: 'cursor/invalid' } });
  });

  it('A9 accepts a query of 1 to 200 characters with at least one letter or digit', async () => {
    const { viewer } = itemsApi();

    for (const query of ['', '?q=', `?q=${'x'.repeat(201)}`]) expect((await viewer.get(`/v1/items${query}`)).status).toBe(400);
    expect(await viewer.get('/v1/items?q=-%20-')).toMatchObject({
      status: 400,
      body: { code: 'search/no-word', errors: [{ pointer: '/query/q', detail: expect.stringContaining('such as orders') }] },
    });
    expect((await viewer.get(`/v1/items?q=${'x'.repeat(200)}`)).body.items).toEqual([]);
  });

  it('A9 finds an asset only by its current name', async () => {
    const { viewer, assets, asset } = itemsApi();
    const { id } = await asset({ name: 'Old name', model: 'Kept' });
    await assets.patch(`/v1/assets/${id}`, { name: 'New name' });

    expect(names(await viewer.get('/v1/items?q=old'))).toEqual([]);
    expect(names(await viewer.get('/v1/items?q=new'))).toEqual(['New name']);
    expect(names(await viewer.get('/v1/items?q=kept%20name'))).toEqual(['New name']);
  });
});
