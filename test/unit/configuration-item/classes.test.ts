import { describe, expect, it } from '@jest/globals';
import { shippedClasses } from '../../../shared/domain/class/shipped-classes.ts';
import type { ApiAnswer } from '../../support/api.ts';
import { itemsApi } from '../../support/items-api.ts';

const codeOf = ({ status, body }: ApiAnswer) => [status, body?.code];
const sized = { type: 'object', properties: { sizeGb: { type: 'integer', minimum: 1 } }, required: ['sizeGb'] };

describe('classes of configuration items', () => {
  it('C1 the shipped classes can be read and listed, and a certificate is never an asset', async () => {
    const { viewer } = itemsApi();

    const { items } = (await viewer.get('/v1/classes?limit=200')).body;

    expect(items.map(({ name }: { name: string }) => name)).toEqual(shippedClasses.map(({ name }) => name));
    expect((await viewer.get('/v1/classes/Certificate')).body).toMatchObject({ name: 'certificate', assetFacet: false, shipped: true });
    expect(codeOf(await viewer.get('/v1/classes/nothing'))).toEqual([404, 'class/not-found']);
  });

  it('T4 the pages of the list name each class once, with those of teams at the end', async () => {
    const { viewer, cis } = itemsApi();
    for (const name of ['dns-zone', 'mail-domain']) await cis.put(`/v1/classes/${name}`, {});
    await cis.put('/v1/classes/server', { title: 'Our servers' });

    const names: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const { body } = await viewer.get(`/v1/classes?limit=5${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
      names.push(...body.items.map(({ name, title }: { name: string; title?: string }) => title ?? name));
      cursor = body.nextCursor;
    }

    const shipped = shippedClasses.map(({ name }) => (name === 'server' ? 'Our servers' : name));
    expect(names.slice(0, shipped.length)).toEqual(shipped);
    expect(names.slice(shipped.length).toSorted()).toEqual(['dns-zone', 'mail-domain']);
  });

  it('C1 a CI of a class of a team is registered, and its attributes are checked with a pointer into them', async () => {
    const { cis, ci } = itemsApi();
    expect((await cis.put('/v1/classes/volume', { attributes: sized })).status).toBe(201);

    const wrong = await cis.post('/v1/configuration-items', { name: 'v-1', class: 'volume', attributes: { sizeGb: 0 } });
    const missing = await cis.post('/v1/configuration-items', { name: 'v-1', class: 'volume' });
    const volume = await ci({ name: 'v-1', class: 'Volume', attributes: { sizeGb: 10 } });
    const patched = await cis.patch(`/v1/configuration-items/${volume.id}`, { attributes: { sizeGb: 'ten' } });

    expect([codeOf(wrong), wrong.body.errors[0].pointer]).toEqual([[400, 'configuration-item/attributes'], '/attributes/sizeGb']);
    expect(missing.body.errors[0].pointer).toBe('/attributes/sizeGb');
    expect(volume.class).toBe('volume');
    expect(codeOf(patched)).toEqual([400, 'configuration-item/attributes']);
    const unknown = await cis.post('/v1/configuration-items', { name: 'x', class: 'volumes' });
    expect([codeOf(unknown), unknown.body.errors[0].pointer]).toEqual([[400, 'class/unknown'], '/class']);
  });

  it('C1 a schema that existing CIs would fail is refused with the list of them, and nothing is written', async () => {
    const { cis, ci, viewer } = itemsApi();
    await cis.put('/v1/classes/volume', {});
    const names = Array.from({ length: 25 }, (_, n) => `v-${n}`);
    for (const name of names) await ci({ name, class: 'volume', attributes: name === 'v-3' ? { sizeGb: 5 } : {} });
    const { headers } = await viewer.get('/v1/classes/volume');

    const refused = await cis.put('/v1/classes/volume', { attributes: sized }, { 'if-match': headers.etag ?? '' });

    expect(codeOf(refused)).toEqual([409, 'class/in-use-otherwise']);
    expect(refused.body.errors).toHaveLength(20);
    expect(refused.body.errors[0]).toMatchObject({ pointer: '/attributes/sizeGb', code: 'configuration-item/attributes' });
    const told = JSON.stringify(refused.body.errors);
    expect(told).toContain('configuration item v-0 (');
    expect(told).not.toContain('v-3 (');
    expect((await viewer.get('/v1/classes/volume')).body.version).toBe(1);
  });

  it('C1 a class with assets keeps its asset facet', async () => {
    const { cis, ci, assets, viewer } = itemsApi();
    await cis.put('/v1/classes/volume', {});
    const { id } = await ci({ name: 'v-1', class: 'volume' });
    await assets.put(`/v1/assets/${id}`, { name: 'v-1', kind: 'hardware' }, { 'if-none-match': '*' });
    const { headers } = await viewer.get('/v1/classes/volume');

    const refused = await cis.put('/v1/classes/volume', { assetFacet: false }, { 'if-match': headers.etag ?? '' });

    expect(refused.body.errors[0]).toMatchObject({ pointer: '/assetFacet', code: 'asset/not-for-class' });
  });

  it('C1 a shipped class is replaced and, when that is deleted, is the shipped one again', async () => {
    const { cis, viewer } = itemsApi();

    const first = await cis.put('/v1/classes/server', { title: 'Our servers' }, { 'if-match': '"0"' });
    const blind = await cis.put('/v1/classes/server', { title: 'Others' });
    const gone = await cis.delete('/v1/classes/server', { 'if-match': '"1"' });

    expect([first.status, first.body.title, first.body.version]).toEqual([201, 'Our servers', 1]);
    expect(blind.status).toBe(428);
    expect(gone.status).toBe(204);
    expect((await viewer.get('/v1/classes/server')).body).toMatchObject({ version: 0, shipped: true });
    expect(codeOf(await cis.delete('/v1/classes/server', { 'if-match': '*' }))).toEqual([409, 'class/shipped']);
  });

  it('I8 a class with CIs is not deleted, and the answer names them', async () => {
    const { cis, ci } = itemsApi();
    await cis.put('/v1/classes/volume', {});
    const { id } = await ci({ name: 'v-1', class: 'volume' });

    const refused = await cis.delete('/v1/classes/volume', { 'if-match': '*' });
    await cis.delete(`/v1/configuration-items/${id}`, { 'if-match': '*' });
    const done = await cis.delete('/v1/classes/volume', { 'if-match': '*' });

    expect(codeOf(refused)).toEqual([409, 'class/in-use']);
    expect(refused.body.errors[0].detail).toContain('v-1');
    expect(done.status).toBe(204);
    expect(codeOf(await cis.post('/v1/configuration-items', { name: 'v-2', class: 'volume' }))).toEqual([400, 'class/unknown']);
  });

  it.each([
    ['no schema', { attributes: { type: 'nothing' } }, 'schema/invalid', '/attributes/type'],
    [
      'a reference to nothing in a field that few CIs have',
      { attributes: { properties: { disk: { items: { $ref: '#/$defs/disk' } } }, $defs: { other: {} } } },
      'schema/invalid',
      '/attributes/properties/disk/items/$ref',
    ],
    ['a remote reference', { attributes: { $ref: 'https://example.com/s.json' } }, 'schema/invalid', '/attributes/$ref'],
    ['a field that cannot be controlled', { controlledFields: ['labels'] }, 'body/invalid', '/controlledFields/0'],
    ['an unknown kind of control', { changeControl: 'maybe' }, 'body/invalid', '/changeControl'],
  ])('C1 %s is refused', async (_, body, code, pointer) => {
    const { cis, viewer } = itemsApi();

    const refused = await cis.put('/v1/classes/volume', body);

    expect(refused.status).toBe(400);
    expect([refused.body.code, refused.body.errors[0].pointer]).toEqual([code, pointer]);
    expect((await viewer.get('/v1/classes/volume')).status).toBe(404);
  });
});
