import { expect, it } from '@jest/globals';
import { transferDesk } from '../../support/imports.ts';

const people = 'name,email,zone,roles,teams\nBea,bea@quiesce.test,Europe/Berlin,"viewer; approver",\nBo,not-an-address,UTC,,\n';

it('I5 admins import people, by mail address', async () => {
  const { imported, ada, world } = await transferDesk();

  const first = await imported(people, { kind: 'people' }, ada);
  const second = await imported(people, { kind: 'people' }, ada);
  const third = await imported('email,zone\nBEA@quiesce.test,UTC\n', { kind: 'people' }, ada);

  expect([first, second, third].map(({ progress }) => progress)).toMatchObject([
    { created: 1, failed: 1 },
    { unchanged: 1, failed: 1 },
    { updated: 1, failed: 0 },
  ]);
  expect(first.rows[1].errors[0].pointer).toBe('/email');
  const [, , , bea] = (await world.people.page({ limit: 10 })).items;
  expect(bea).toMatchObject({ name: 'Bea', roles: ['viewer', 'approver'], zone: 'UTC' });
});

it('I5 the round trip of people changes nothing', async () => {
  const { imported, exported, ada } = await transferDesk();

  const { progress } = await imported(await exported({ kind: 'people' }, ada), { kind: 'people' }, ada);

  expect(progress).toMatchObject({ rows: 3, unchanged: 3 });
});

it('X2 I5 only admins import people and only asset managers import assets; others see neither', async () => {
  const { ann, ada, vic, imported } = await transferDesk();
  const { id } = await imported(people, { kind: 'people' }, ada);

  const begin = async (who: typeof ann, kind: string) => (await who.post('/v1/imports', { kind, format: 'csv' })).status;

  expect([await begin(ann, 'people'), await begin(ada, 'assets'), await begin(vic, 'assets')]).toEqual([403, 403, 403]);
  expect((await ann.get(`/v1/imports/${id}`)).status).toBe(404);
  expect((await ann.get(`/v1/imports/${id}/rows`)).status).toBe(404);
  expect((await ann.get('/v1/imports')).body.items).toEqual([]);
});

it('I5 an import stops if who started it has lost the role', async () => {
  const { started, files, uploaded, outcomeOf, ann, admin, assets } = await transferDesk();
  const id = await started({}, ann);
  files.upload(id, Buffer.from('kind,name\nhardware,One\n'));
  await admin.patch(`/v1/people/${ann.id}`, { roles: ['viewer'] });

  await uploaded(id);

  expect(await outcomeOf(id)).toMatchObject({ status: 'failed', reason: { code: 'import/not-allowed' } });
  expect(await assets()).toEqual([]);
});

it('X2 an export has what the caller may see, and only the caller sees it', async () => {
  const { exported, imported, ann, vic } = await transferDesk();
  const price = { value: { amount: '77.70', currency: 'EUR' } };
  await ann.post('/v1/assets', { kind: 'phone-line', name: 'Line', assetTag: 'T-1', phoneNumber: '+49 30 901820', purchase: price });

  const [csv, ndjson] = [await exported({}, vic), await exported({ format: 'ndjson' }, vic)];
  const own = (await vic.get('/v1/exports')).body.items;

  for (const file of [csv, ndjson]) expect(file).not.toMatch(/901820|77\.70|phoneNumber|purchase\.value/);
  expect(csv).toContain('Line');
  expect((await imported(csv)).progress).toMatchObject({ unchanged: 1 });
  expect(own.map(({ status }: { status: string }) => status)).toEqual(['done', 'done']);
  expect((await vic.get(`/v1/exports/${own[0].id}`)).body.url).toContain('assets.');
  expect((await ann.get(`/v1/exports/${own[0].id}`)).status).toBe(404);
});

it('I5 an export takes the filters of the list, and refuses others', async () => {
  const { exported, ann } = await transferDesk();
  for (const [name, location] of [
    ['One', 'Berlin'],
    ['Two', 'Paris'],
  ])
    await ann.post('/v1/assets', { kind: 'hardware', name, location });

  const { status, body } = await ann.post('/v1/exports', { kind: 'assets', format: 'csv', filter: { colour: 'red' } });

  expect((await exported({ filter: { location: 'Paris' } })).split('\r\n').slice(1)).toEqual([expect.stringContaining('Two'), '']);
  expect([status, body.errors[0].pointer, body.errors[0].code]).toEqual([400, '/filter/colour', 'export/unknown-filter']);
});

it('I5 a draft that names unknown fields is refused', async () => {
  const { ann } = await transferDesk();

  const draft = { kind: 'assets', format: 'csv', mapping: { Nr: 'number' }, matchOn: ['email'], dateFormat: 'dd.MM' };
  const { body: shape } = await ann.post('/v1/imports', draft);
  const { body } = await ann.post('/v1/imports', { ...draft, dateFormat: undefined });

  expect(shape.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/dateFormat']);
  expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/mapping/Nr', '/matchOn/0']);
});

it('X2 who has lost the right to see prices gets no link to a file that has them', async () => {
  const { exported, exportMessage, queues, ann, admin, asCaller } = await transferDesk();
  await exported();
  const [{ id: done }] = (await ann.get('/v1/exports')).body.items;
  const { body: before } = await ann.get(`/v1/exports/${done}`);
  const { body: begun } = await ann.post('/v1/exports', { kind: 'assets', format: 'csv' });
  await admin.patch(`/v1/people/${ann.id}`, { roles: ['viewer'] });
  const demoted = asCaller({ kind: 'person', id: ann.id, roles: ['viewer'], teams: [] });

  await exportMessage(JSON.stringify({ id: queues.exports.shift() }), 1);

  expect(before.url).toContain('assets.');
  expect((await demoted.get(`/v1/exports/${done}`)).body).toMatchObject({ status: 'done' });
  expect((await demoted.get(`/v1/exports/${done}`)).body.url).toBeUndefined();
  expect((await demoted.get(`/v1/exports/${begun.id}`)).body.status).toBe('done');
});
