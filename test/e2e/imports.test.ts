import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { deployedDesk } from '../support/deployed-desk.ts';
import { exportThrough, importThrough } from '../support/uploads.ts';

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

it('I5 a file that is cut off fails with a reason', async () => {
  const { status, reason } = await importThrough(manager, 'kind,name\nhardware,"One');

  expect({ status, code: reason.code }).toEqual({ status: 'failed', code: 'import/cut-off' });
});
