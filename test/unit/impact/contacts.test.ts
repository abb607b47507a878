import { describe, expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

const base = '/v1/configuration-items';

/** A database, a service that needs it, and a person and a contact group for each name. */
const withContacts = async () => {
  const api = itemsApi();
  const person = async (name: string, fields: object = {}): Promise<string> =>
    (await api.admin.post('/v1/people', { name, email: `${name.toLowerCase()}@quiesce.test`, zone: 'UTC', ...fields })).body.id;
  const group = async (name: string, fields: object): Promise<string> =>
    (await api.admin.post('/v1/contact-groups', { name, ...fields })).body.id;
  const db = await api.ci({ name: 'orders-db', class: 'database' });
  const shop = await api.ci({ name: 'shop', class: 'service', relations: [{ type: 'depends-on', target: db.id }] });
  const contacts = (item: string, entries: readonly { group: string; role: string }[]) =>
    api.cis.patch(`${base}/${item}`, { contactGroups: entries });
  const told = async (reason: string, item = 'orders-db') =>
    (await api.viewer.get(`/v1/items/${item}/contacts?reason=${reason}`)).body.items;
  const names = async (reason: string, item?: string) =>
    (await told(reason, item)).map(({ name, channel }: { name?: string; channel?: { address: string } }) => name ?? channel?.address);
  return { ...api, person, group, db, shop, contacts, told, names };
};

describe('who is told', () => {
  it('C3 the contacts of the CI come first, then those of the services that it affects, each person and channel once', async () => {
    const { person, group, db, shop, contacts, told } = await withContacts();
    const [ada, bob, cleo] = [await person('Ada'), await person('Bob'), await person('Cleo')];
    const channels = [{ kind: 'slack', address: '#orders' }];
    const orders = await group('Orders', {
      members: [
        { person: bob, order: 2 },
        { person: ada, order: 1 },
      ],
      channels,
    });
    const web = await group('Web', { members: [{ person: cleo }, { person: ada }], channels });
    await contacts('orders-db', [{ group: orders, role: 'on-call' }]);
    await contacts('shop', [{ group: web, role: 'on-call' }]);

    const path = [{ item: shop.id, name: 'shop', type: 'depends-on' }];
    const [ofDb, ofShop] = [
      { item: db.id, name: 'orders-db', path: [] },
      { item: shop.id, name: 'shop', path },
    ];
    const byOrders = { group: orders, groupName: 'Orders', role: 'on-call' };
    expect(await told('outage')).toEqual([
      { person: ada, name: 'Ada', ...byOrders, order: 1, because: [ofDb, ofShop] },
      { person: bob, name: 'Bob', ...byOrders, order: 2, because: [ofDb] },
      { channel: channels[0], ...byOrders, order: 3, because: [ofDb, ofShop] },
      { person: cleo, name: 'Cleo', group: web, groupName: 'Web', role: 'on-call', order: 4, because: [ofShop] },
    ]);
  });

  it('C3 a change is told to all roles, an outage to all that do not only decide, an alert to those on call', async () => {
    const { person, group, contacts, names } = await withContacts();
    const of = async (name: string) => group(`${name}s`, { members: [{ person: await person(name) }] });
    const [call, owner, decider] = [await of('Caller'), await of('Owner'), await of('Decider')];
    await contacts('orders-db', [
      { group: owner, role: 'owner' },
      { group: decider, role: 'approver' },
      { group: call, role: 'on-call' },
    ]);
    await contacts('shop', [{ group: owner, role: 'business' }]);

    expect(await names('change')).toEqual(['Caller', 'Owner', 'Decider']);
    expect(await names('outage')).toEqual(['Caller', 'Owner']);
    expect(await names('alert')).toEqual(['Caller', 'Owner']);
    expect(await names('alert', 'shop')).toEqual(['Owner']);
  });

  it('C3 people who have left, and services that are not affected, are left out', async () => {
    const { ci, person, group, contacts, names } = await withContacts();
    await ci({ name: 'shop-standby', class: 'service', relations: [{ type: 'standby-of', target: 'orders-db' }] });
    const gone = await group('Gone', { members: [{ person: await person('Gus', { departed: '2026-11-01' }) }] });
    const standby = await group('Standby', { members: [{ person: await person('Sam') }] });
    await contacts('orders-db', [{ group: gone, role: 'on-call' }]);
    await contacts('shop-standby', [{ group: standby, role: 'on-call' }]);

    expect(await names('outage')).toEqual([]);
  });

  it('C3 an asset without a CI facet has no contacts; an unknown item, reason or cursor is refused', async () => {
    const { viewer, asset, told } = await withContacts();
    const laptop = await asset();

    expect(await told('change', laptop.id)).toEqual([]);
    expect(await viewer.get('/v1/items/nobody/contacts?reason=change')).toMatchObject({ status: 404, body: { code: 'item/not-found' } });
    expect(await viewer.get('/v1/items/orders-db/contacts')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/query/reason' }] },
    });
    expect((await viewer.get('/v1/items/orders-db/contacts?reason=party')).status).toBe(400);
    expect(await viewer.get('/v1/items/orders-db/contacts?reason=alert&cursor=x')).toMatchObject({ body: { code: 'cursor/invalid' } });
  });

  it('I4 contacts are listed in pages', async () => {
    const { viewer, person, group, contacts, told } = await withContacts();
    const members = await Promise.all(Array.from({ length: 12 }, async (_, at) => ({ person: await person(`P${at}`) })));
    await contacts('orders-db', [{ group: await group('Many', { members }), role: 'on-call' }]);

    const all = await told('alert');
    const first = (await viewer.get('/v1/items/orders-db/contacts?reason=alert&limit=10')).body;
    const second = (await viewer.get(`/v1/items/orders-db/contacts?reason=alert&limit=10&cursor=${first.nextCursor}`)).body;

    expect([...first.items, ...second.items]).toEqual(all);
    expect(all).toHaveLength(12);
    expect(second).not.toHaveProperty('nextCursor');
  });
});
