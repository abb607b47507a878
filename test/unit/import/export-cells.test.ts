import { expect, it } from '@jest/globals';
import { cellsOf } from '../../../shared/domain/export/export-columns.ts';
import { transferDesk } from '../../support/imports.ts';

it('I5 A3 a negative cost in an export is a number, and what begins with a minus and is a text has an apostrophe', async () => {
  const { ann, exported } = await transferDesk();
  await ann.post('/v1/assets', { kind: 'hardware', name: 'One', assetTag: 'T-1' });
  const cost = { kind: 'repair', date: '2026-06-01', amount: { amount: '-5.00', currency: 'EUR' }, note: '-5.00' };
  await ann.post('/v1/assets/T-1/costs', cost);

  const [, row] = (await exported({ kind: 'costs' })).split('\r\n');

  expect(row).toMatch(/,T-1,repair,2026-06-01,-5\.00,EUR,,,,,'-5\.00$/);
});

it.each(['-5+1', '-', '=1', '-5.', '-5e3'])('I5 %s in a column of numbers is no number, and is neutralized', (amount) => {
  expect(cellsOf('costs', { amount: { amount } }, ['amount.amount'])).toEqual([`'${amount}`]);
});
