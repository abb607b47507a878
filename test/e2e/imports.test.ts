import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { deployedDesk } from '../support/deployed-desk.ts';
import { exportThrough, importThrough } from '../support/uploads.ts';
import { anEntry } from '../support/values-api.ts';

const { as, viewer } = deployedDesk();
const manager = as('asset-manager');

it('I5 a file is uploaded, imported, exported and imported again without a change', async () => {
  const location = `Room ${randomUUID()}`;
  const rows = Array.from({ length: 450 }, (_, n) => `hardware;Gerät ${n};${location}-${n};${location};1.234,50`);
  const file = `\ufeffkind;name;assetTag;location;Preis\r\n${rows.join('\r\n')}\r\nspaceship;broken;;;\r\n`;
  const declared = { mapping: { Preis: 'purchase.value' }, numberFormat: '1.234,56', defaults: { 'purchase.value.currency': 'EUR' } };

  const first = await importThrough(manager, file, declared);
  const { body: failed } = await manager.get(`/v1/imports/${first.id}/rows?outcome=failed`);
  const exported = await exportThrough(manager, { filter: { location } });
  const second = await importThrough(manager, exported);
  const masked = await exportThrough(viewer, { filter: { location } });

  expect([first.status, first.progress]).toEqual(['done', { rows: 451, of: 451, created: 450, updated: 0, unchanged: 0, failed: 1 }]);
  expect(failed.items).toMatchObject([{ line: 452, outcome: 'failed', errors: [{ pointer: '/kind' }] }]);
  expect([second.status, second.progress]).toEqual(['done', { rows: 450, of: 450, created: 0, updated: 0, unchanged: 450, failed: 0 }]);
  expect([exported.includes('1234.50'), masked.includes('1234.50'), masked.split('\r\n').length]).toEqual([true, false, 452]);
});

it('A1 A2 A3 A5 I5 costs, seats and assignments are imported, exported and imported again without a change, and end by a file', async () => {
  const [place, tag, license] = [randomUUID(), `T-${randomUUID()}`, `L-${randomUUID()}`];
  const header = 'kind,name,assetTag,location,warrantyEnd';
  await importThrough(manager, `${header}\nhardware,One,${tag},${place},2030-12-31\nsoftware-license,Draw,${license},${place},\n`);
  const term = { start: '2020-01-01', end: '2099-12-31', quantity: 5, cost: { amount: '10.00', currency: 'EUR' } };
  await manager.post(`/v1/assets/${license}/terms`, term);
  const files = {
    costs: `asset,kind,date,amount,invoiceNumber\n${tag},repair,2026-06-01,120.50 EUR,R-1\n`,
    seats: `asset,item,quantity\n${license},${tag},2\n`,
    assignments: `asset,location,dueDate\n${tag},Store 1,2099-12-31\n`,
  };
  const today = new Date().toISOString().slice(0, 10);
  const ends = {
    seats: `asset,item,releasedAt\n${license},${tag},${today}\n`,
    assignments: `asset,location,returnedAt\n${tag},Store 1,${today}\n`,
  };
  const progressOf = async (kind: string, file: string) => (await importThrough(manager, file, { kind })).progress;

  for (const [kind, file] of Object.entries(files)) {
    expect(await progressOf(kind, file)).toMatchObject({ created: 1, failed: 0 });
    const exported = await exportThrough(manager, { kind, filter: { location: place } });
    expect(await progressOf(kind, exported)).toMatchObject({ rows: 1, unchanged: 1 });
  }
  for (const [kind, file] of Object.entries(ends)) expect(await progressOf(kind, file)).toMatchObject({ updated: 1, failed: 0 });
  const disposed = await progressOf('assets', `assetTag,status,disposal.method\n${tag},disposed,scrapped\n`);

  expect(disposed).toMatchObject({ updated: 1, failed: 0 });
  expect((await viewer.post('/v1/exports', { kind: 'costs', format: 'csv' })).status).toBe(403);
});

it('I5 C5 C2 an estate comes in by a preset: tried first, then imported, with its relations, and again without a change', async () => {
  const configuring = as('configuration-manager');
  const place = randomUUID();
  const machine = (name: string) => ({
    ...{ resourceType: 'AWS::EC2::Instance', resourceId: name, arn: `arn:aws:ec2:${place}:instance/${name}`, awsRegion: 'eu-central-1' },
    ...{ tags: [{ key: 'Name', value: `${name}-${place}` }], configuration: { instanceType: 'm7g.large' } },
  });
  const objects = [machine('web'), machine('db'), { ...machine('sg'), resourceType: 'AWS::EC2::SecurityGroup' }];
  const file = objects.map((object) => `${JSON.stringify(object)}\n`).join('');
  const preset = { kind: 'configuration-items', format: 'ndjson', preset: 'aws-config' };
  const links = `source,type,target\nweb-${place},depends-on,aws-arn=arn:aws:ec2:${place}:instance/db\nweb-${place},depends-on,nobody\n`;
  const progressOf = async (content: string, draft: object) => (await importThrough(configuring, content, draft)).progress;

  expect(await progressOf(file, { ...preset, dryRun: true })).toMatchObject({ rows: 3, created: 2, skipped: 1, failed: 0 });
  expect((await configuring.get(`/v1/configuration-items?name=web-${place}`)).body.items).toEqual([]);
  expect(await progressOf(file, preset)).toMatchObject({ created: 2, skipped: 1, failed: 0 });
  expect(await progressOf(links, { kind: 'relations' })).toMatchObject({ created: 1, failed: 1 });

  expect(await progressOf(file, preset)).toMatchObject({ created: 0, updated: 0, unchanged: 2, skipped: 1, failed: 0 });
  expect(await progressOf(links, { kind: 'relations' })).toMatchObject({ created: 0, unchanged: 1, failed: 1 });
  const { body: web } = await configuring.get(`/v1/configuration-items/web-${place}`);
  expect(web).toMatchObject({ class: 'virtual-machine', stage: 'live', evidence: 'existing', changeControl: 'record' });
  expect(web.lastSeenAt).toEqual(expect.any(String));
  expect((await configuring.get(`/v1/configuration-items/web-${place}/impact?direction=dependencies`)).body.items).toMatchObject([
    { name: `db-${place}` },
  ]);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const { body: unseen } = await configuring.get(`/v1/configuration-items?notSeenSince=${tomorrow}&name=web-${place}`);
  expect(unseen.items).toMatchObject([{ id: web.id }]);
  const exported = await exportThrough(configuring, { kind: 'configuration-items', filter: { name: `web-${place}` } });
  expect(await progressOf(exported, { kind: 'configuration-items' })).toMatchObject({ rows: 1, unchanged: 1 });
});

it('I5 a file that is cut off fails with a reason', async () => {
  const { status, reason } = await importThrough(manager, 'kind,name\nhardware,"One');

  expect({ status, code: reason.code }).toEqual({ status: 'failed', code: 'import/cut-off' });
});

it('A8 a report on values is written in the background, as one document or as a table', async () => {
  const book = `book-${randomUUID()}`;
  await manager.put(`/v1/books/${book}`, { currency: 'EUR', fiscalYearStart: '01-01', standard: 'ifrs' });
  const purchase = { value: { amount: '1200.00', currency: 'EUR' } };
  for (const costCenter of ['CC-1', 'CC-1', 'CC-2'])
    await manager.post('/v1/assets', { name: 'Laptop', kind: 'hardware', costCenter, purchase, books: [anEntry({ name: book })] });
  const filter = { book, from: '2026-01-01', to: '2026-12-31' };
  const report = { kind: 'fixed-asset-roll-forward', filter: { ...filter, groupBy: 'costCenter' } };

  const { items } = JSON.parse(await exportThrough(manager, { ...report, format: 'json' }));
  const table = await exportThrough(manager, { ...report, format: 'csv' });
  const journal = (await exportThrough(manager, { kind: 'journal', format: 'ndjson', filter })).trimEnd().split('\n');

  expect(items).toMatchObject([
    { group: 'CC-1', cost: { closing: { amount: '2400.00' } }, depreciation: { charge: { amount: '800.00' } } },
    { group: 'CC-2', cost: { closing: { amount: '1200.00' } }, netBookValue: { closing: { amount: '800.00' } } },
  ]);
  expect(table.split('\r\n')[2]).toMatch(/^CC-2,,0\.00,1200\.00,0\.00,0\.00,1200\.00,/);
  expect(new Set(journal.map((line) => JSON.parse(line).account))).toContain('accumulatedDepreciation');
  expect((await viewer.post('/v1/exports', { ...report, format: 'csv' })).status).toBe(403);
});
