import { describe, expect, it } from '@jest/globals';
import { itemsApi } from '../../support/items-api.ts';

const priced = {
  purchase: { date: '2026-01-15', value: { amount: '1234.50', currency: 'EUR' }, invoiceNumber: 'R-1' },
  phoneNumber: '+49 30 1',
  imei: '49-015420',
};

describe('assets', () => {
  it('A1 registering an asset returns the asset and its Location, and records an event', async () => {
    const { assets, eventsOf } = itemsApi();

    const { status, headers, body } = await assets.post('/v1/assets', { name: 'a laptop', kind: 'hardware', assetTag: 'L-1' });

    expect(status).toBe(201);
    expect(headers).toMatchObject({ etag: '"1"', location: `/v1/assets/${body.id}` });
    expect(body).toMatchObject({ name: 'a laptop', assetTag: 'L-1', status: 'in-stock', condition: 'working', version: 1 });
    expect((await assets.get(`/v1/assets/${body.id}`)).body).toEqual(body);
    expect(await eventsOf(body.id)).toEqual([{ name: 'AssetRegistered', actor: `person:${assets.caller.id}`, body: {} }]);
  });

  it('I2 an asset that is sent back as it was read is not changed', async () => {
    const { assets, asset, eventsOf } = itemsApi();
    const { id } = await asset(priced);
    const { id: _, version, createdAt, updatedAt, ...fields } = (await assets.get(`/v1/assets/${id}`)).body;

    const answer = await assets.patch(`/v1/assets/${id}`, fields);
    const renamed = await assets.patch(`/v1/assets/${id}`, { ...fields, name: 'another laptop' });

    expect([answer.status, answer.body.version, renamed.body.version]).toEqual([200, 1, 2]);
    expect((await eventsOf(id)).map(({ name, body }) => [name, body])).toEqual([
      ['AssetRegistered', {}],
      ['AssetChanged', { fields: ['name'] }],
    ]);
  });

  it('X2 writing requires the role asset-manager', async () => {
    const { cis, assets, asset } = itemsApi();
    const { id } = await asset();

    expect((await cis.post('/v1/assets', { name: 'x', kind: 'other' })).status).toBe(403);
    expect((await cis.patch(`/v1/assets/${id}`, { name: 'x' })).status).toBe(403);
    expect((await assets.patch(`/v1/assets/${id}`, { name: 'x' })).status).toBe(200);
  });

  it('X2 prices and phone numbers are left out of answers to roles that do not need them', async () => {
    const api = itemsApi();
    const { id } = await api.asset(priced);

    for (const caller of [api.viewer, api.cis]) {
      const { body } = await caller.get(`/v1/assets/${id}`);
      expect(body).toMatchObject({ purchase: { date: '2026-01-15', invoiceNumber: 'R-1' } });
      expect(body.purchase).not.toHaveProperty('value');
      expect(body).not.toHaveProperty('phoneNumber');
      expect(body).not.toHaveProperty('imei');
      expect((await caller.get('/v1/assets')).body.items[0]).toEqual(body);
      expect((await caller.get(`/v1/items/${id}`)).body.asset).toEqual(body);
    }
    for (const caller of [api.assets, api.admin, api.as('auditor')]) {
      expect((await caller.get(`/v1/assets/${id}`)).body).toMatchObject(priced);
      expect((await caller.get(`/v1/items/${id}`)).body.asset).toMatchObject(priced);
    }
  });

  it('I2 a patch without If-Match is answered 428, one with an outdated version 412', async () => {
    const { assets, asset } = itemsApi();
    const { id } = await asset();
    const path = `/v1/assets/${id}`;

    expect((await assets.patch(path, { name: 'x' }, {})).status).toBe(428);
    expect((await assets.patch(path, { name: 'x' }, { 'if-match': '"7"' })).status).toBe(412);
    const { status, headers, body } = await assets.patch(path, { name: 'x' }, { 'if-match': '"1"' });

    expect([status, headers.etag, body.name, body.version]).toEqual([200, '"2"', 'x', 2]);
  });

  it('I2 a merge patch changes single fields of objects, and null removes a field', async () => {
    const { assets, asset } = itemsApi();
    const { id } = await asset({ ...priced, customFields: { room: '12', color: 'red' } });

    const { body } = await assets.patch(`/v1/assets/${id}`, {
      purchase: { invoiceNumber: null },
      imei: null,
      customFields: { color: null },
    });

    expect(body.purchase).toEqual({ date: '2026-01-15', value: priced.purchase.value });
    expect(body).not.toHaveProperty('imei');
    expect(body.customFields).toEqual({ room: '12' });
  });

  it('I1 an unknown field is refused, and the error names it', async () => {
    const { assets } = itemsApi();

    const { status, body } = await assets.post('/v1/assets', { name: 'x', kind: 'other', colour: 'red' });

    expect(status).toBe(400);
    expect(body.errors).toMatchObject([{ pointer: '/colour', code: 'unknown-field' }]);
  });

  it('T3 an asset tag is unique, and so is a serial number of a vendor', async () => {
    const { assets, asset } = itemsApi();
    const first = await asset({ assetTag: 'L-1', vendor: 'Dell', serialNumber: 'S1' });
    const second = await asset({ assetTag: 'L-2', vendor: 'Dell', serialNumber: 'S2' });

    const tag = await assets.post('/v1/assets', { name: 'x', kind: 'hardware', assetTag: 'l-1' });
    const serial = await assets.patch(`/v1/assets/${second.id}`, { serialNumber: 'S1' });

    expect([tag.status, tag.body.code]).toEqual([409, 'asset/asset-tag-taken']);
    expect([serial.status, serial.body.code]).toEqual([409, 'asset/serial-number-taken']);
    expect((await assets.patch(`/v1/assets/${first.id}`, { serialNumber: null })).status).toBe(200);
    expect((await assets.patch(`/v1/assets/${second.id}`, { serialNumber: 'S1' })).status).toBe(200);
  });

  it('I7 references are stored by id: the owner by address and by name, the parent asset by tag', async () => {
    const { admin, assets, asset, team } = itemsApi();
    const person = (await admin.post('/v1/people', { name: 'Alice', email: 'alice@example.com', zone: 'UTC' })).body;
    const blue = await team('Blue');
    const dock = await asset({ assetTag: 'D-1' });

    const { body } = await assets.post('/v1/assets', {
      name: 'x',
      kind: 'hardware',
      owner: { person: 'alice@example.com', team: 'blue' },
      partOf: 'D-1',
    });

    expect(body).toMatchObject({ owner: { person: person.id, team: blue }, partOf: dock.id });
  });

  it('I7 a reference to an unknown resource is refused with a pointer to its field', async () => {
    const { assets } = itemsApi();
    const codes = async (fields: object) => {
      const { status, body } = await assets.post('/v1/assets', { name: 'x', kind: 'hardware', ...fields });
      return [status, body.code, body.errors?.[0]?.pointer];
    };

    expect(await codes({ owner: { team: 'nobody' } })).toEqual([400, 'team/unknown', '/owner/team']);
    expect(await codes({ owner: { person: 'no@example.com' } })).toEqual([400, 'person/unknown', '/owner/person']);
    expect(await codes({ partOf: 'hostname=nowhere' })).toEqual([400, 'item/unknown', '/partOf']);
  });

  it('I7 a path may contain the asset tag instead of the id', async () => {
    const { viewer, asset } = itemsApi();
    const { id } = await asset({ assetTag: 'L 1' });

    expect((await viewer.get('/v1/assets/L%201')).body.id).toBe(id);
    expect(await viewer.get('/v1/assets/L-2')).toMatchObject({ status: 404, body: { code: 'item/not-found' } });
  });

  it('I3 two requests with the same key and body register one asset', async () => {
    const { assets, viewer } = itemsApi();
    const register = (name: string) => assets.post('/v1/assets', { name, kind: 'other' }, { 'idempotency-key': 'k1' });

    const [first, again, other] = [await register('one'), await register('one'), await register('two')];

    expect(again.body).toEqual(first.body);
    expect(other.status).toBe(422);
    expect((await viewer.get('/v1/assets')).body.items).toHaveLength(1);
  });
});
